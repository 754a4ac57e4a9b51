/** Which words of a paragraph became which: stretches that stayed, and between them what was put in place of what. */
import { diffArrays } from "diff";
import { anchors } from "./anchors.ts";
import { type Namings, type Token, exactKey } from "./tokens.ts";

/** So many tokens kept, then so many of the old text replaced by so many of the new one. */
export interface Stretch {
  kept: number;
  removed: number;
  added: number;
}

/** Up to so many differences the shortest script is looked for; the time for that grows with their square. */
const EDITS = 200;
/** What stays between two replacements is replaced with them when it is no longer than this: a space, a lone `the`. */
const ISLAND = 5;
/** Where less than this share of the words' letters stays, scattered, the whole text is replaced: no confetti. */
const SHARED = 0.3;
const SCATTERED = 3;

/** The stretches in order. The first may keep nothing, the last may replace nothing. */
export function stretchesOf(before: readonly Token[], after: readonly Token[], naming: Namings): Stretch[] {
  const stretches = new Stretches();
  script(
    before.map((token) => exactKey(token, naming.old)),
    after.map((token) => exactKey(token, naming.next)),
    stretches,
  );
  return joined(stretches.list, before, after);
}

/** One stretch that keeps nothing, where the two texts share hardly anything; else the stretches as they are. */
export function whole(stretches: Stretch[], before: readonly Token[], after: readonly Token[]): Stretch[] {
  if (stretches.filter(({ removed, added }) => removed + added > 0).length < SCATTERED) return stretches;
  const letters = (tokens: readonly Token[]) =>
    tokens.reduce((sum, { isWord, length }) => sum + (isWord ? length : 0), 0);
  let at = 0;
  let kept = 0;
  for (const stretch of stretches) {
    kept += letters(before.slice(at, at + stretch.kept));
    at += stretch.kept + stretch.removed;
  }
  const most = Math.max(letters(before), letters(after));
  return kept >= SHARED * most ? stretches : [{ kept: 0, removed: before.length, added: after.length }];
}

class Stretches {
  readonly list: Stretch[] = [{ kept: 0, removed: 0, added: 0 }];

  keep(count: number): void {
    const last = this.list.at(-1)!;
    if (last.removed + last.added === 0) last.kept += count;
    else this.list.push({ kept: count, removed: 0, added: 0 });
  }
  replace(removed: number, added: number): void {
    const last = this.list.at(-1)!;
    last.removed += removed;
    last.added += added;
  }
}

/** The shortest script where it is short; of a longer one the parts between words that the texts have in common. */
function script(a: readonly string[], b: readonly string[], into: Stretches): void {
  if (shortest(a, b, into)) return;
  let [i, j] = [0, 0];
  for (const [to, end] of [...anchors(a, b, (key) => key.length), [a.length, b.length] as const]) {
    if (to > i || end > j) {
      const [gone, come] = [a.slice(i, to), b.slice(j, end)];
      if (!shortest(gone, come, into)) into.replace(gone.length, come.length);
    }
    if (to < a.length) into.keep(1);
    [i, j] = [to + 1, end + 1];
  }
}

function shortest(a: readonly string[], b: readonly string[], into: Stretches): boolean {
  const parts = diffArrays([...a], [...b], { maxEditLength: EDITS });
  for (const { removed, added, count } of parts ?? []) {
    if (removed) into.replace(count, 0);
    else if (added) into.replace(0, count);
    else into.keep(count);
  }
  return parts !== undefined;
}

/** A short island between two replacements goes with them: a reader sees one phrase replaced by another. */
function joined(stretches: readonly Stretch[], before: readonly Token[], after: readonly Token[]): Stretch[] {
  const result: Stretch[] = [];
  let [at, end] = [0, 0];
  let size = 0; // what the last of `result` marks
  for (const stretch of stretches) {
    const last = result.at(-1);
    const own = at + stretch.kept;
    const marks =
      lengthOf(before.slice(own, own + stretch.removed)) +
      lengthOf(after.slice(end + stretch.kept, end + stretch.kept + stretch.added));
    const island = before.slice(at, own);
    const isPhrase =
      last !== undefined && last.removed > 0 && last.added > 0 && stretch.removed > 0 && stretch.added > 0;
    if (isPhrase && isShort(island, Math.min(size, marks))) {
      last.removed += stretch.kept + stretch.removed;
      last.added += stretch.kept + stretch.added;
      size += 2 * lengthOf(island) + marks;
    } else {
      result.push({ ...stretch });
      size = marks;
    }
    at = own + stretch.removed;
    end += stretch.kept + stretch.added;
  }
  return result;
}

/** A space, or one short word that is outweighed by what is replaced on either side. No mark: paragraphs stay apart. */
function isShort(island: readonly Token[], outweighedBy: number): boolean {
  const words = island.filter(({ isWord }) => isWord).length;
  const isBlank = island.length === 1 && island[0]!.key.trim() === "" && !island[0]!.key.includes("\n");
  return isBlank || (words === 1 && lengthOf(island) <= ISLAND && 2 * lengthOf(island) <= outweighedBy);
}

const lengthOf = (tokens: readonly Token[]): number => tokens.reduce((sum, { length }) => sum + length, 0);
