/** What people decide, table and note over HTTP. Each is a command that the room carries out as the only writer. */
import type { Context, Hono } from "hono";
import { mayDecide } from "./access.ts";
import { agree } from "./agreement.ts";
import {
  type Ask,
  type HttpOptions,
  type Person,
  answerWith,
  anyone,
  asking,
  askingPerson,
  refuse,
  withBody,
} from "./asking.ts";
import { type Answer, changeProposal, noteOn, tableProposal, withdraw } from "./proposals.ts";
import { takeBack } from "./reopening.ts";
import { AgreedBody, ChangedProposalBody, DecisionBody, NewProposalBody, NoteBody } from "./requests.ts";
import type { Command } from "./jobs.ts";

export function decisionRoutes(app: Hono, options: HttpOptions): void {
  const { rooms } = options;
  /** Those who write; in a frozen draft, only the chair does. */
  const writer: Ask<Person> = (options, may, handle) =>
    askingPerson(options, may, async (context, { draft, actor }) =>
      actor.role === "observer"
        ? refuse(context, "forbidden", draft.stage === "frozen" ? "the draft is frozen" : "observers only read")
        : handle(context, { draft, actor }),
    );
  const carryOut = async (context: Context, { draft, actor }: Person, command: Command<Answer>, status = 200) => {
    const { seq, result } = await rooms.use(draft.id, (room) => room.perform(actor, command));
    if (!result.ok) return refuse(context, result.why, result.message);
    const { ok: _, ...rest } = result;
    return context.json({ seq, ...rest }, status as 200 | 201);
  };

  app.get(
    "/api/drafts/:id/decisions",
    asking(options, anyone, (context, asker) =>
      answerWith(context, options, asker, (room) => ({ decisions: room.decisions() })),
    ),
  );

  app.post(
    "/api/drafts/:id/decisions",
    withBody(askingPerson, options, mayDecide, DecisionBody, async (context, { draft, actor }, body) => {
      const result = await rooms.use(draft.id, (room) => room.decide(actor, body));
      if (result.ok) return context.json({ seq: result.seq, dependants: result.record.dependants });
      return refuse(context, "conflict", result.message, { at: result.at, changes: result.conflict });
    }),
  );

  app.post(
    "/api/drafts/:id/decisions/:decision/reopen",
    askingPerson(options, mayDecide, async (context, { draft, actor }) => {
      const name = context.req.param("decision") ?? "";
      const seq = /^\d{1,15}$/.test(name) ? Number(name) : 0;
      const done = await rooms.use(draft.id, (room) => takeBack(room, actor, seq));
      return done.ok ? context.json(done.answer) : refuse(context, done.why, done.message);
    }),
  );

  app.post(
    "/api/drafts/:id/agreed",
    withBody(askingPerson, options, mayDecide, AgreedBody, async (context, { draft, actor }, body) => {
      const { paragraphs, agreed } = body;
      const done = await rooms.use(draft.id, (room) => room.perform(actor, agree(actor, paragraphs, agreed)));
      if (done.result.ok) return context.json({ seq: done.seq });
      return refuse(context, done.result.why, done.result.message, { changes: done.result.changes });
    }),
  );

  app.get(
    "/api/drafts/:id/proposals",
    asking(options, anyone, (context, asker) =>
      answerWith(context, options, asker, (room) => {
        const { at, proposals } = room.snapshot();
        return { at, proposals };
      }),
    ),
  );
  app.post(
    "/api/drafts/:id/proposals",
    withBody(writer, options, anyone, NewProposalBody, (context, asker, body) =>
      carryOut(context, asker, tableProposal(asker.actor, body), 201),
    ),
  );
  app.patch(
    "/api/drafts/:id/proposals",
    withBody(writer, options, anyone, ChangedProposalBody, (context, asker, body) =>
      carryOut(context, asker, changeProposal(asker.actor, body)),
    ),
  );

  app.patch(
    "/api/drafts/:id/changes/:change",
    withBody(writer, options, anyone, NoteBody, (context, asker, body) =>
      carryOut(context, asker, noteOn(asker.actor, context.req.param("change") ?? "", body)),
    ),
  );
  app.post(
    "/api/drafts/:id/changes/:change/withdraw",
    writer(options, anyone, (context, asker) =>
      carryOut(context, asker, withdraw(asker.actor, context.req.param("change") ?? "")),
    ),
  );
}
