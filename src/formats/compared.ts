import { Delta, type DraftFile, type Op } from "../../schema/index.ts";
import { compare } from "../revision/index.ts";
import { settled } from "./applied.ts";
import { changesIn } from "./json/draft-file.ts";
import type { Finding } from "./result.ts";

/**
 * The redline from one draft's final text to another's, all of it proposed by `delegation`: its original is `old`, labels
 * included, and its final text is `next`. The comments of `old` stay; its proposals go with their changes.
 */
export function compared(old: DraftFile, next: DraftFile, delegation: string): DraftFile {
  const before = settled(old, "final");
  const comparer = {
    delegation,
    change: (n: number) => `${delegation}:c${n}`,
    markId: (n: number) => `c${n}`,
    lang: next.lang,
  };
  const sequence = ({ ops }: DraftFile) => new Delta(ops as Delta["ops"]);
  const ops = compare(sequence(before), sequence(settled(next, "final")), comparer).ops as Op[];
  const changes = Object.fromEntries([...changesIn(ops)].map((id) => [id, { delegation, by: "", time: "" }]));
  return { ...before, ops, changes };
}

/** What of one of two texts their redline has no place for: its changes count as accepted, and what was said of them goes. */
export function leftOut({ ops, comments, proposals = {} }: DraftFile, side: "old" | "new"): Finding[] {
  const pending = changesIn(ops).size;
  const tabled = Object.keys(proposals).length;
  const said = side === "old" ? 0 : Object.keys(comments).length;
  return [
    ...(pending > 0
      ? [{ place: "revisions", message: `${pending} counted as accepted: the final text is compared` }]
      : []),
    ...(tabled > 0 ? [{ place: "proposals", message: `${tabled} left out: their changes are settled` }] : []),
    ...(said > 0 ? [{ place: "comments", message: `${said} left out: only those of the old text stay` }] : []),
  ];
}
