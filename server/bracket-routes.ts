/** Brackets over HTTP: what is open, and the chair's choice. */
import type { Hono } from "hono";
import { labellingOf, targetsOf } from "../schema/index.ts";
import { openBrackets } from "../src/revision/index.ts";
import { mayDecide } from "./access.ts";
import { type HttpOptions, anyone, asking, askingPerson, refuse, withBody } from "./asking.ts";
import { settle } from "./brackets.ts";
import { BracketBody } from "./requests.ts";
import type { Draft } from "./store.ts";

export function bracketRoutes(app: Hono, options: HttpOptions): void {
  const { rooms } = options;

  const listOf = async (draft: Draft) => {
    const { at, sequence, changes } = await rooms.use(draft.id, (room) => room.read((at) => at.snapshot()));
    return { at, ...openBrackets(sequence, changes, targetsOf(sequence, "final", labellingOf(draft))) };
  };

  app.get(
    "/api/drafts/:id/brackets",
    asking(options, anyone, async (context, { draft }) => context.json(await listOf(draft))),
  );

  app.post(
    "/api/drafts/:id/brackets",
    withBody(askingPerson, options, mayDecide, BracketBody, async (context, { draft, actor }, body) => {
      const { seq, result } = await rooms.use(draft.id, (room) => room.perform(actor, settle(actor, body)));
      if (result.ok) return context.json({ seq, dependants: result.record.dependants });
      if (result.why === "invalid") return refuse(context, "invalid", result.message);
      return refuse(context, "conflict", result.message, await listOf(draft));
    }),
  );
}
