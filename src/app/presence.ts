/** Who else is here, read from what their clients say of themselves. */
import { DELEGATION } from "../../schema/index.ts";
import { ROLES_OF_MEMBERS } from "../collab/protocol.ts";
import type { Person } from "./session.ts";

const NAME = 80;

/** The people of awareness states, without `mine`; a state of another form is left out, since anybody may send one. */
export function peopleOf(states: ReadonlyMap<number, { [key: string]: unknown }>, mine: number): Person[] {
  const people: Person[] = [];
  for (const [clientId, state] of states) {
    const user = state.user;
    if (clientId === mine || typeof user !== "object" || user === null) continue;
    const { name, delegation, role } = user as Record<string, unknown>;
    const known = ROLES_OF_MEMBERS.find((one) => one === role);
    if (typeof name !== "string" || typeof delegation !== "string" || known === undefined) continue;
    if (DELEGATION.test(delegation)) people.push({ clientId, name: name.slice(0, NAME), delegation, role: known });
  }
  return people.sort((a, b) =>
    a.delegation === b.delegation ? a.clientId - b.clientId : a.delegation < b.delegation ? -1 : 1,
  );
}
