/** Brackets over HTTP: what is open, and the chair's choice. */
import type { Hono } from "hono";
import { targetsOf } from "../schema/index.ts";
import { openBrackets } from "../src/revision/index.ts";
import { mayDecide } from "./access.ts";
import { type HttpOptions, anyone, asking, askingPerson, refuse } from "./asking.ts";
import { profileOf } from "./drafts.ts";
import { BracketBody, readBody } from "./requests.ts";
import type { Draft } from "./store.ts";

export function bracketRoutes(app: Hono, options: HttpOptions): void {
  const { rooms } = options;

  const listOf = async (draft: Draft) => {
    const { at, sequence, changes } = await rooms.use(draft.id, (room) => room.read((at) => at.snapshot()));
    return { at, ...openBrackets(sequence, changes, targetsOf(sequence, "final", profileOf(draft))) };
  };

  app.get(
    "/api/drafts/:id/brackets",
    asking(options, anyone, async (context, { draft }) => context.json(await listOf(draft))),
  );

  app.post(
    "/api/drafts/:id/brackets",
    askingPerson(options, mayDecide, async (context, { draft, actor }) => {
      const body = await readBody(context, BracketBody);
      if (!body.ok) return refuse(context, body.code, body.message);
      const result = await rooms.use(draft.id, (room) => room.settle(actor, body.value));
      if (result.ok) return context.json({ seq: result.seq, dependants: result.record.dependants });
      if (result.why === "invalid") return refuse(context, "invalid", result.message);
      return refuse(context, "conflict", result.message, await listOf(draft));
    }),
  );
}
