/** The text over HTTP: its changes, its outline, and documents made of it. */
import type { Hono } from "hono";
import { compress } from "hono/compress";
import { check } from "../schema/check/index.ts";
import { labellingOf, outline } from "../schema/index.ts";
import { type HttpOptions, anyone, answerWith, asking, readingOf, refuse, whoOf } from "./asking.ts";
import { askedWrongly } from "../src/formats/index.ts";
import { sent } from "./document-answers.ts";
import type { ProposalsTask, WriteTask } from "./document-work.ts";
import { fileOf } from "./drafts.ts";
import { ExportQuery, ViewQuery, readQuery } from "./requests.ts";

export function textRoutes(app: Hono, options: HttpOptions): void {
  const reading = readingOf(options);

  app.get(
    "/api/drafts/:id/changes",
    asking(options, anyone, (context, asker) =>
      answerWith(context, options, asker, (room) => ({ at: room.seq, changes: room.pending() })),
    ),
  );

  app.get(
    "/api/drafts/:id/outline",
    asking(options, anyone, async (context, asker) => {
      const query = readQuery(context, ViewQuery);
      if (!query.ok) return refuse(context, query.code, query.message);
      return answerWith(context, options, asker, (room) => {
        const { at, sequence } = room.snapshot();
        return { at, ...outline(sequence, query.value.view, labellingOf(asker.draft)) };
      });
    }),
  );

  app.get(
    "/api/drafts/:id/check",
    asking(options, anyone, async (context, asker) => {
      const query = readQuery(context, ViewQuery);
      if (!query.ok) return refuse(context, query.code, query.message);
      const view = query.value.view === "redline" ? "final" : query.value.view; // what would be adopted
      const { stage } = asker.draft;
      return answerWith(context, options, asker, (room) => {
        const { at, sequence } = room.snapshot();
        return { at, findings: check(sequence, { view, labelling: labellingOf(asker.draft), stage }) };
      });
    }),
  );

  app.get(
    "/api/drafts/:id/export",
    compress(),
    asking(options, anyone, async (context, asker) => {
      if (context.req.query("version") !== undefined)
        return refuse(context, "not-implemented", "version: not available yet");
      const query = readQuery(context, ExportQuery);
      if (!query.ok) return refuse(context, query.code, query.message);
      const { view, format, lines, layout, proposals } = query.value;
      if (proposals === "true" && (format ?? "docx") !== "docx")
        return refuse(context, "invalid", "format: proposals are written as docx only");
      const written = { lineNumbers: lines === "true", layout };
      const wrong = askedWrongly(proposals === "true" ? "docx" : (format ?? "txt"), view, written);
      if (wrong !== null) return refuse(context, "invalid", wrong);
      const { draft } = asker;
      const file = await reading(asker, (room) => fileOf(draft, room.snapshot()));
      const task: WriteTask | ProposalsTask =
        proposals === "true"
          ? { kind: "proposals", draft: file }
          : { kind: "write", draft: file, format: format ?? "txt", view, options: written };
      const done = await options.documents.perform(whoOf(asker), task);
      if (!done.ok)
        return refuse(context, "unavailable", done.why === "busy" ? done.message : `draft: ${done.message}`);
      return sent(context, draft.title, done.result);
    }),
  );
}
