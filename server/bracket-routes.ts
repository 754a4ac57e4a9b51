/** Brackets over HTTP: what is open, and the chair's choice. */
import type { Hono } from "hono";
import { labellingOf, targetsOf } from "../schema/index.ts";
import { openBrackets } from "../src/revision/index.ts";
import { mayDecide } from "./access.ts";
import {
  type Asker,
  type HttpOptions,
  anyone,
  answerWith,
  asking,
  askingPerson,
  readingOf,
  refuse,
  withBody,
} from "./asking.ts";
import { settle } from "./brackets.ts";
import { BracketBody } from "./requests.ts";
import type { LiveRoom } from "./rooms.ts";

export function bracketRoutes(app: Hono, options: HttpOptions): void {
  const { rooms } = options;

  const listOf =
    ({ draft }: Asker) =>
    (room: LiveRoom) => {
      const { at, sequence, changes } = room.snapshot();
      return { at, ...openBrackets(sequence, changes, targetsOf(sequence, "final", labellingOf(draft))) };
    };

  app.get(
    "/api/drafts/:id/brackets",
    asking(options, anyone, (context, asker) => answerWith(context, options, asker, listOf(asker))),
  );

  app.post(
    "/api/drafts/:id/brackets",
    withBody(askingPerson, options, mayDecide, BracketBody, async (context, asker, body) => {
      const { draft, actor } = asker;
      const { seq, result } = await rooms.use(draft.id, (room) => room.perform(actor, settle(actor, body)));
      if (result.ok) return context.json({ seq, dependants: result.record.dependants });
      if (result.why === "invalid") return refuse(context, "invalid", result.message);
      return refuse(context, "conflict", result.message, await readingOf(options)(asker, listOf(asker)));
    }),
  );
}
