/** Brackets over HTTP: what is open, and the chair's choice. */
import type { Hono } from "hono";
import { labellingOf, targetsOf } from "../schema/index.ts";
import { openBrackets } from "../src/revision/index.ts";
import { mayDecide } from "./access.ts";
import { type Asker, type HttpOptions, anyone, asking, askingPerson, readingOf, refuse, withBody } from "./asking.ts";
import { settle } from "./brackets.ts";
import { BracketBody } from "./requests.ts";

export function bracketRoutes(app: Hono, options: HttpOptions): void {
  const { rooms } = options;

  const reading = readingOf(options);
  const listOf = (asker: Asker) =>
    reading(asker, (room) => {
      const { at, sequence, changes } = room.snapshot();
      return { at, ...openBrackets(sequence, changes, targetsOf(sequence, "final", labellingOf(asker.draft))) };
    });

  app.get(
    "/api/drafts/:id/brackets",
    asking(options, anyone, async (context, asker) => context.json(await listOf(asker))),
  );

  app.post(
    "/api/drafts/:id/brackets",
    withBody(askingPerson, options, mayDecide, BracketBody, async (context, { draft, actor }, body) => {
      const { seq, result } = await rooms.use(draft.id, (room) => room.perform(actor, settle(actor, body)));
      if (result.ok) return context.json({ seq, dependants: result.record.dependants });
      if (result.why === "invalid") return refuse(context, "invalid", result.message);
      return refuse(context, "conflict", result.message, await listOf({ draft, actor }));
    }),
  );
}
