/** The text over HTTP: its changes, its outline, and documents made of it. */
import type { Hono } from "hono";
import { compress } from "hono/compress";
import { check } from "../schema/check/index.ts";
import { labellingOf, outline } from "../schema/index.ts";
import { type HttpOptions, anyone, answerWith, asking, readingOf, refuse, whoOf } from "./asking.ts";
import { fileOf } from "./drafts.ts";
import { DOCUMENT_POLICY } from "./pages.ts";
import { ExportQuery, ViewQuery, readQuery } from "./requests.ts";
import { fileNames } from "./titles.ts";

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
      const { view, format, lines, layout } = query.value;
      const { draft } = asker;
      const file = await reading(asker, (room) => fileOf(draft, room.snapshot()));
      const task = {
        kind: "write",
        draft: file,
        format,
        view,
        options: { lineNumbers: lines === "true", layout },
      } as const;
      const done = await options.documents.perform(whoOf(asker), task);
      if (!done.ok)
        return refuse(context, "unavailable", done.why === "busy" ? done.message : `draft: ${done.message}`);
      const written = done.result;
      if (!written.ok)
        return refuse(context, written.code, `${written.code === "invalid" ? "format: " : ""}${written.message}`);
      return context.body(new Uint8Array(Buffer.from(written.data)), 200, {
        "Content-Type": written.type,
        "Content-Disposition": dispositionOf(draft.title, view, written.extension),
        "Content-Security-Policy": DOCUMENT_POLICY,
      });
    }),
  );
}

/** A name that every system takes, and the one in the title's own script where that is another (RFC 6266). */
function dispositionOf(title: string, view: string, extension: string): string {
  const { full, plain } = fileNames(title, view);
  const named = `attachment; filename="${plain}.${extension}"`;
  return full === plain ? named : `${named}; filename*=UTF-8''${encodeURIComponent(`${full}.${extension}`)}`;
}
