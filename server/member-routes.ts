/** Members over HTTP: invited, changed, removed; and tickets for their sockets. */
import type { Context, Hono } from "hono";
import { CLOSE, type MemberRole } from "../src/collab/protocol.ts";
import { delegationFor, mayGovern, mayInvite } from "./access.ts";
import { type HttpOptions, anyone, asking, askingPerson, refuse, withBody } from "./asking.ts";
import { ChangedMemberBody, NewMemberBody } from "./requests.ts";
import type { Actor } from "./peer.ts";
import type { Draft, Member } from "./store.ts";

/** What links for people look like: the token stays in the browser, servers and proxies on the way never see it. */
export const linkOf = (draft: string, token: string): string => `/#/d/${draft}/${token}`;

export const publicMember = ({ id, name, role, delegation }: Member) => ({ id, name, role, delegation });

export function memberRoutes(app: Hono, options: HttpOptions): void {
  const { store, access, rooms } = options;
  const answer = async (context: Context, member: Member, status: 200 | 201) => {
    const token = await access.token(member);
    return context.json({ ...publicMember(member), token, url: linkOf(member.draft, token) }, status);
  };
  /** The member that the path names; null when the draft has none of that id. */
  const named = async (context: Context, draft: Draft) => {
    const member = await store.member(context.req.param("member") ?? "");
    return member?.draft === draft.id ? member : null;
  };
  const mayTouch = (actor: Actor | null, ...roles: (MemberRole | undefined)[]) =>
    actor === null || mayGovern(actor.role) || !roles.includes("chair");
  const onlyChairs = (context: Context) =>
    refuse(context, "forbidden", "role: only the chair may make, change or remove chairs");

  app.post(
    "/api/drafts/:id/members",
    withBody(asking, options, mayInvite, NewMemberBody, async (context, { draft, actor }, body) => {
      const { name, role } = body;
      if (!mayTouch(actor, role)) return onlyChairs(context);
      const delegation = delegationFor(role, body.delegation);
      if (!delegation.ok) return refuse(context, "invalid", delegation.message);
      const member = await store.addMember(draft.id, { name, role, delegation: delegation.delegation });
      return answer(context, member, 201);
    }),
  );

  app.patch(
    "/api/drafts/:id/members/:member",
    withBody(asking, options, mayInvite, ChangedMemberBody, async (context, { draft, actor }, body) => {
      const member = await named(context, draft);
      if (member === null) return refuse(context, "not-found", "no such member");
      const { name = member.name, role = member.role } = body;
      if (!mayTouch(actor, member.role, role)) return onlyChairs(context);
      const kept = role === member.role ? member.delegation : undefined;
      const delegation = delegationFor(role, body.delegation ?? kept);
      if (!delegation.ok) return refuse(context, "invalid", delegation.message);
      const changed = await store.changeMember(member.id, { name, role, delegation: delegation.delegation });
      if (changed === null) return refuse(context, "not-found", "no such member");
      rooms.dismiss(draft.id, member.id, CLOSE.unauthorized, "your access changed: use the new link");
      return answer(context, changed, 200);
    }),
  );

  app.delete(
    "/api/drafts/:id/members/:member",
    asking(options, mayInvite, async (context, { draft, actor }) => {
      const member = await named(context, draft);
      if (member === null) return refuse(context, "not-found", "no such member");
      if (!mayTouch(actor, member.role)) return onlyChairs(context);
      await store.removeMember(member.id);
      rooms.dismiss(draft.id, member.id, CLOSE.unauthorized, "your access was taken back");
      return context.body(null, 204);
    }),
  );

  app.post(
    "/api/drafts/:id/tickets",
    askingPerson(options, anyone, async (context, { actor }) => {
      const member = await store.member(actor.member);
      if (member === null) return refuse(context, "unauthorized", "the token was taken back: ask for a new link");
      return context.json(await access.ticket(member), 201);
    }),
  );
}
