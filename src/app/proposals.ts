/** Proposals as the panel shows them, and who stands behind a change. */
import type { Proposal } from "../../schema/index.ts";
import { mayEditDirectly } from "./rights.ts";
import type { Me, ShownChange, ShownProposal } from "./session.ts";

/** In the order of their turns, those without one after them by number: USA/12/2 comes before USA/12/10. */
export function proposalsOf(proposals: Readonly<Record<string, Proposal>>): ShownProposal[] {
  const turn = ({ order = Number.POSITIVE_INFINITY }: Proposal) => order;
  return Object.entries(proposals)
    .map(([number, proposal]) => ({ ...proposal, number }))
    .sort((a, b) =>
      turn(a) === turn(b) ? a.number.localeCompare(b.number, "en", { numeric: true }) : turn(a) < turn(b) ? -1 : 1,
    );
}

/** The delegations that stand behind a change: its own list, else its proposal's, else whoever made it. */
export function sponsorsOf(change: ShownChange, proposals: readonly ShownProposal[]): readonly string[] {
  const proposal = proposals.find(({ number }) => number === change.proposal);
  return change.sponsors ?? proposal?.sponsors ?? [change.delegation];
}

/** Changes that somebody may make part of a proposal: his or her delegation's, and not yet part of another. */
export const eligible = (
  changes: readonly ShownChange[],
  { role, delegation }: Me,
  number: string | null,
): ShownChange[] =>
  changes.filter(
    ({ proposal, delegation: whose }) =>
      (proposal === undefined && (mayEditDirectly(role) || whose === delegation)) ||
      (proposal !== undefined && proposal === number),
  );
