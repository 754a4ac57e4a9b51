/** What a page says around a draft's text, on the screen and on paper: its title, whose changes it shows, its direction. */
import { type Change, type DraftFile, delegationOf } from "../../schema/index.ts";
import { type Block, type Piece, blocksOf, sayObject } from "./blocks.ts";
import { changesIn } from "./json/draft-file.ts";
import { type WrittenView, plain } from "./result.ts";

/** What no page can show: control characters, halves of surrogate pairs, what is no character. */
export const UNSHOWABLE = /(?![\t\n])\p{Cc}|[\uFDD0-\uFDEF\uFFFE\uFFFF]|\p{Cs}/gu;

/** Text with U+FFFD for what no page can show. */
export const showable = (text: string): string => text.replace(UNSHOWABLE, "\uFFFD");

/** Number and title as they would be, for the window, the list of bookmarks and the head of a page. */
export function titleOf(draft: DraftFile, view: WrittenView): string {
  const heads = blocksOf(draft, view === "redline" ? "final" : view).filter(
    ({ role }) => role === "number" || role === "title",
  );
  return plain(heads.map(({ pieces }) => pieces.map(said).join("")).join(" — "), 200) || "Draft resolution";
}

export const said = ({ insert }: Piece): string => (typeof insert === "string" ? insert : sayObject(insert));

export const isFilled = ({ pieces }: Block): boolean => pieces.some((piece) => said(piece).trim() !== "");

/** The delegations whose changes are pending, in order of their codes, with how many each has. */
export function legendOf(draft: DraftFile): { code: string; changes: number }[] {
  const counts = new Map<string, number>();
  for (const change of changesIn(draft.ops)) {
    const delegation = delegationOf(change);
    counts.set(delegation, (counts.get(delegation) ?? 0) + 1);
  }
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([code, changes]) => ({ code, changes }));
}

export const isTime = (time: string | undefined): boolean =>
  time !== undefined && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(time);

/** `USA, Grace Lindqvist, 2006-11-08 09:12 UTC`, as far as it is known. */
export function whoOf(delegation: string, change: Pick<Change, "by" | "time"> | undefined): string {
  const time = isTime(change?.time) ? `${change!.time.slice(0, 10)} ${change!.time.slice(11, 16)} UTC` : "";
  return [delegation, plain(change?.by ?? ""), time].filter((part) => part !== "").join(", ");
}

export const sayChanges = (changes: number): string => `${changes} ${changes === 1 ? "change" : "changes"}`;
