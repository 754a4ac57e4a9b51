/** The text over HTTP: its changes, its outline, and documents made of it. */
import type { Hono } from "hono";
import { compress } from "hono/compress";
import { check } from "../schema/check/index.ts";
import { labellingOf, outline } from "../schema/index.ts";
import { write } from "../src/formats/index.ts";
import { type HttpOptions, anyone, answerWith, asking, readingOf, refuse } from "./asking.ts";
import { fileOf } from "./drafts.ts";
import { DOCUMENT_POLICY } from "./pages.ts";
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
      const { view, format, lines } = query.value;
      const { draft } = asker;
      const written = await reading(asker, (room) =>
        write(format, fileOf(draft, room.snapshot()), view, { lineNumbers: lines === "true" }),
      );
      if (!written.ok)
        return refuse(context, written.code, `${written.code === "invalid" ? "format: " : ""}${written.message}`);
      return context.body(new Uint8Array(Buffer.from(written.data)), 200, {
        "Content-Type": written.type,
        "Content-Disposition": `attachment; filename="${fileName(draft.title, view)}.${written.extension}"`,
        "Content-Security-Policy": DOCUMENT_POLICY,
      });
    }),
  );
}

/** The title as a file's name, in letters that every system takes. */
const fileName = (title: string, view: string): string =>
  `${
    title
      .normalize("NFKD")
      .replace(/[^A-Za-z0-9]+/g, "-")
      .slice(0, 60)
      .replace(/^-+|-+$/g, "") || "draft"
  }-${view}`;
