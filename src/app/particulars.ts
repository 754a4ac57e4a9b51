/** What the form of a decision holds besides its verdict. */
import type { ChangeId } from "../../schema/index.ts";
import { METHODS } from "../collab/protocol.ts";
import type { Decision, Particulars } from "./commands.ts";
import type { Verdict } from "./session.ts";

const textOf = (form: FormData, name: string): string => String(form.get(name) ?? "").trim();

/** Method, votes, note and reservations: only what was filled in. Votes are none without a vote. */
export function particularsOf(form: FormData): Particulars {
  const method = METHODS.find((known) => known === form.get("method"));
  const note = textOf(form, "note");
  const votes = ["for", "against", "abstentions"].map((name) => textOf(form, name));
  const voted = method !== undefined && method !== "consensus" && votes.some((vote) => vote !== "");
  const [inFavour, against, abstentions] = votes.map(Number);
  const texts = form.getAll("reservation").map((text) => String(text).trim());
  const reservations = form
    .getAll("reservation-of")
    .map((delegation, i) => ({ delegation: String(delegation).trim().toUpperCase(), text: texts[i] ?? "" }))
    .filter(({ delegation, text }) => delegation !== "" && text !== "");
  return {
    ...(method !== undefined && { method }),
    ...(voted && { figures: { for: inFavour!, against: against!, abstentions: abstentions! } }),
    ...(note !== "" && { note }),
    ...(reservations.length > 0 && { reservations }),
  };
}

/** The name of the field that says what becomes of a change that the decision would remove or strand. */
export const ALSO = "also ";

/** The whole decision as it stands in the form: what was asked for, and what was filled in. */
export function decisionOf(asked: Decision, form: FormData): Decision {
  const also: Record<ChangeId, Verdict> = {};
  for (const [name, value] of form)
    if (name.startsWith(ALSO) && (value === "accept" || value === "reject")) also[name.slice(ALSO.length)] = value;
  const supersededBy = textOf(form, "supersededBy");
  return {
    ...asked,
    ...particularsOf(form),
    ...(Object.keys(also).length > 0 && { also }),
    ...(supersededBy !== "" && { supersededBy }),
  };
}
