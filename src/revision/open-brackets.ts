/** The list of what is open in a draft: what stands in brackets, whose they are and why, and where. */
import {
  type Bracket,
  type BracketFault,
  type Change,
  type ChangeId,
  type Delta,
  type Target,
  bracketsOf,
  firstIndex,
  flatBrackets,
  placeName,
} from "../../schema/index.ts";
import { bracketDigests } from "./brackets.ts";

export interface OpenBracket extends Pick<Bracket, "from" | "depth" | "kind" | "text" | "change" | "owner"> {
  length: number;
  /** Hash of what stands in it: whether it is what somebody saw. */
  digest: string;
  alternatives: string[];
  /** The paragraph that it begins in: `considering a)`. */
  place: string;
  /** The person who put the brackets there and the reason, as far as they are known. */
  by: string | null;
  reason: string | null;
}
export interface OpenBrackets {
  /** Each before those in it. */
  brackets: OpenBracket[];
  faults: (BracketFault & { place: string })[];
}

/** What is open in a draft, in order, and the brackets without a partner. `targets` are those of the draft's final. */
export function openBrackets(
  sequence: Delta,
  changes: Readonly<Record<ChangeId, Change>>,
  targets: readonly Target[],
): OpenBrackets {
  const { brackets, faults } = bracketsOf(sequence);
  const all = flatBrackets(brackets);
  const digests = bracketDigests(sequence, all);
  const placeAt = (index: number) => placeName(targets[firstIndex(targets.length, (i) => targets[i]!.at >= index)]);
  return {
    brackets: all.map((bracket, i) => {
      const { from, to, depth, kind, text, change, owner } = bracket;
      const record = change === null ? undefined : changes[change];
      return {
        from,
        length: to - from,
        digest: digests[i]!,
        depth,
        kind,
        text,
        alternatives: bracket.alternatives.map((alternative) => alternative.text),
        place: placeAt(from),
        change,
        owner,
        by: record?.by ?? null,
        reason: record?.reason ?? null,
      };
    }),
    faults: faults.map((fault) => ({ ...fault, place: placeAt(fault.at) })),
  };
}
