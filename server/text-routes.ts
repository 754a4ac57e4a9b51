/** The text over HTTP: its changes, decisions on them, its outline, and documents made of it. */
import type { Hono } from "hono";
import { compress } from "hono/compress";
import { labellingOf, outline } from "../schema/index.ts";
import { write } from "../src/formats/index.ts";
import { mayDecide } from "./access.ts";
import { type HttpOptions, anyone, asking, askingPerson, refuse } from "./asking.ts";
import { fileOf } from "./drafts.ts";
import { DOCUMENT_POLICY } from "./pages.ts";
import { DecisionBody, ExportQuery, ViewQuery, readBody, readQuery } from "./requests.ts";

export function textRoutes(app: Hono, options: HttpOptions): void {
  const { store, rooms } = options;

  app.get(
    "/api/drafts/:id/changes",
    asking(options, anyone, async (context, { draft }) =>
      context.json(await rooms.use(draft.id, (room) => room.read((at) => ({ at: at.seq, changes: at.pending() })))),
    ),
  );

  app.get(
    "/api/drafts/:id/decisions",
    asking(options, anyone, async (context, { draft }) => context.json({ decisions: await store.decisions(draft.id) })),
  );

  app.post(
    "/api/drafts/:id/decisions",
    askingPerson(options, mayDecide, async (context, { draft, actor }) => {
      const body = await readBody(context, DecisionBody);
      if (!body.ok) return refuse(context, body.code, body.message);
      const { verdict, ...rest } = body.value;
      if (verdict !== "accept" && verdict !== "reject")
        return refuse(context, "not-implemented", `verdict: ${verdict} is not available yet, accept and reject are`);
      const result = await rooms.use(draft.id, (room) => room.decide(actor, { verdict, ...rest }));
      if (result.ok) return context.json({ seq: result.seq, dependants: result.record.dependants });
      return refuse(context, "conflict", result.message, { at: result.at, changes: result.conflict });
    }),
  );

  app.get(
    "/api/drafts/:id/outline",
    asking(options, anyone, async (context, { draft }) => {
      const query = readQuery(context, ViewQuery);
      if (!query.ok) return refuse(context, query.code, query.message);
      const { at, sequence } = await rooms.use(draft.id, (room) => room.read((at) => at.snapshot()));
      return context.json({ at, ...outline(sequence, query.value.view, labellingOf(draft)) });
    }),
  );

  app.get(
    "/api/drafts/:id/export",
    compress(),
    asking(options, anyone, async (context, { draft }) => {
      if (context.req.query("version") !== undefined)
        return refuse(context, "not-implemented", "version: not available yet");
      const query = readQuery(context, ExportQuery);
      if (!query.ok) return refuse(context, query.code, query.message);
      const { view, format } = query.value;
      const snapshot = await rooms.use(draft.id, (room) => room.read((at) => at.snapshot()));
      const written = write(format, fileOf(draft, snapshot), view);
      if (!written.ok) return refuse(context, "invalid", `format: ${written.message}`);
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
