/** Drafts over HTTP: made by the operator, renamed, frozen, deleted. */
import type { Hono } from "hono";
import { CLOSE } from "../src/collab/protocol.ts";
import { FILE_BYTES, WRITABLE } from "../src/formats/index.ts";
import { mayGovern, mayRename } from "./access.ts";
import { type HttpOptions, anyone, asking, bearer, refuse, withBody } from "./asking.ts";
import { makeDraft } from "./drafts.ts";
import { linkOf, publicMember } from "./member-routes.ts";
import { ChangedDraftBody, NewDraftBody, readBody } from "./requests.ts";

/** A draft file, and the rest of the body around it. */
const DRAFT_BODY_BYTES = FILE_BYTES + 64 * 1024;

export function draftRoutes(app: Hono, options: HttpOptions): void {
  const { store, access, rooms } = options;

  app.post("/api/drafts", async (context) => {
    const token = bearer(context);
    if (token === "") return refuse(context, "unauthorized", "no token: Authorization: Bearer TOKEN");
    if (!access.isAdmin(token)) return refuse(context, "forbidden", "this needs the operator's token (PLENARY_ADMIN)");
    const body = await readBody(context, NewDraftBody, DRAFT_BODY_BYTES);
    if (!body.ok) return refuse(context, body.code, body.message);
    if (body.value.meeting !== undefined) return refuse(context, "not-implemented", "meeting: not available yet");
    const made = await makeDraft(store, rooms, body.value);
    if (!made.ok) return refuse(context, "invalid", made.message);
    const chair = await store.addMember(made.draft.id, { name: "Chair", role: "chair", delegation: "CHAIR" });
    const chairToken = await access.token(chair);
    return context.json({ id: made.draft.id, token: chairToken, url: linkOf(made.draft.id, chairToken) }, 201);
  });

  app.get("/api/drafts", async (context) => {
    const token = bearer(context);
    if (access.isAdmin(token)) return context.json({ drafts: await store.drafts() });
    const id = await access.draftOf(token);
    const verified = id === null ? null : await access.verify(token, id, { tickets: false });
    if (verified?.ok !== true) return refuse(context, "unauthorized", verified?.message ?? "the token is not valid");
    return context.json({ drafts: [verified.draft] });
  });

  app.get(
    "/api/drafts/:id",
    asking(options, anyone, async (context, { draft, actor }) => {
      const members = (await store.members(draft.id)).map(publicMember);
      return context.json({ ...draft, me: actor, members, formats: WRITABLE });
    }),
  );

  app.patch(
    "/api/drafts/:id",
    withBody(asking, options, mayRename, ChangedDraftBody, async (context, { draft, actor }, body) => {
      const { title, stage, numbering } = body;
      const moves = stage !== undefined && stage !== draft.stage;
      if (moves && actor !== null && !mayGovern(actor.role))
        return refuse(context, "forbidden", "stage: only the chair may");
      const changed = await store.changeDraft(draft.id, {
        ...(title && { title }),
        ...(stage && { stage }),
        ...(numbering && { numbering }),
      });
      // Whoever comes back has the rights of the new stage.
      if (moves) rooms.disperse(draft.id, CLOSE.tryAgain, "the stage of the draft changed");
      else rooms.announce(draft.id);
      return changed === null ? refuse(context, "not-found", "no such draft") : context.json(changed);
    }),
  );

  app.delete(
    "/api/drafts/:id",
    asking(options, mayGovern, async (context, { draft }) => {
      await store.deleteDraft(draft.id);
      rooms.disperse(draft.id, CLOSE.notFound, "the draft was deleted");
      return context.body(null, 204);
    }),
  );
}
