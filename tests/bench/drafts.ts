/** Large drafts for the benches: paragraphs of words, with changes of several delegations spread over them. */
import { Delta, MARK, type Op } from "../../schema/index.ts";

/** A draft of `paragraphs` × `words` with `changes` pending insertions and deletions, the same every time. */
export function largeDraft(paragraphs: number, words: number, changes: number): Op[] {
  const draft = new Delta();
  const every = Math.max(1, Math.floor((paragraphs * words) / Math.max(1, changes)));
  let n = 0;
  let made = 0;
  for (let p = 0; p < paragraphs; p++) {
    for (let w = 0; w < words; w++) {
      const word = `${"abcdefghij".slice(0, 3 + ((p + w) % 7))} `;
      if (n++ % every === 0 && made < changes) {
        made++;
        const delegation = ["USA", "F", "RCC", "EUR"][made % 4]!;
        draft.insert(
          word,
          made % 2 === 0 ? { ins: `${delegation}:b${made}` } : { [`del:${delegation}`]: `${delegation}:b${made}` },
        );
      } else draft.insert(word);
    }
    draft.insert(MARK, {
      id: `p${p}`,
      role: p % 10 === 0 ? "call" : "item",
      part: p % 20 < 10 ? "preamble" : "operative",
    });
  }
  return draft.ops as Op[];
}

/** Median of the numbers; NaN when there are none. */
export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
