/**
 * Which attributes a paragraph has that an edit joins. Its mark is the later one (S7); where words of the upper
 * paragraph are left, it becomes what the upper one was, because there the reader's eye is.
 */
import {
  type Attributes,
  Delta,
  MARK,
  type Op,
  type Setting,
  attributesDiff,
  isRevisionKey,
  lengthOf,
  runsOf,
  settingKey,
} from "../../schema/index.ts";

/** What a joined paragraph takes from the upper one. */
const TAKEN = ["role", "part", "level"] as const;

/**
 * The edit of `sequence` with the attributes of joined paragraphs settled: whatever the editor made of them (it keeps
 * the upper block as it is), they get role, part and level of the upper paragraph unless that has no text left, and
 * nothing else. `stays` names items that a deletion leaves as they are: they neither join nor count as text.
 */
export function settleJoins(
  sequence: Delta,
  edit: Delta,
  delegation: string,
  stays: (attributes: Attributes | undefined) => boolean,
): Delta {
  const result = new Delta();
  const runs = [...runsOf(sequence.ops as Op[])];
  let [i, offset] = [0, 0];
  let text = false; // whether the paragraph that is read has text that stays
  let joined = null as { upper: Attributes; text: boolean } | null; // the first mark that went since
  const ends = () => {
    text = false;
    joined = null;
  };
  const kept = (attributes: Attributes | undefined, change: Attributes | undefined): Attributes | undefined => {
    const upper = joined;
    // Only a block that took another's place changes its id.
    const wanted = upper === null && change?.id === undefined ? change : undefined;
    if (stays(attributes)) return wanted;
    ends();
    return upper?.text === true ? difference(attributes ?? {}, upper.upper, delegation) : wanted;
  };

  for (const op of edit.ops as Op[]) {
    if (op.insert !== undefined) {
      for (const { insert } of runsOf([op])) {
        if (insert === MARK) ends();
        else text = true;
      }
      result.push(op);
      continue;
    }
    let rest = op.delete ?? (op.retain as number);
    while (rest > 0) {
      const { insert, attributes } = runs[i]!;
      const length = Math.min(rest, lengthOf(insert) - offset);
      if (op.delete !== undefined) {
        if (insert === MARK && !stays(attributes)) joined ??= { upper: attributes ?? {}, text };
        result.delete(length);
      } else if (insert === MARK) result.retain(length, kept(attributes, op.attributes));
      else {
        text ||= !stays(attributes);
        result.retain(length, op.attributes);
      }
      rest -= length;
      offset += length;
      if (offset === lengthOf(insert)) {
        i++;
        offset = 0;
      }
    }
  }
  // The marks that survive may lie after what the edit touches.
  for (; joined !== null && i < runs.length; i++, offset = 0) {
    const { insert, attributes } = runs[i]!;
    result.retain(lengthOf(insert) - offset, insert === MARK ? kept(attributes, undefined) : undefined);
  }
  return result.chop();
}

/** What an item's mark is for a delegation: with its own proposed settings. */
export function asProposedBy(delegation: string, mark: Attributes): Attributes {
  const result: Attributes = {};
  for (const key in mark) if (!isRevisionKey(key)) result[key] = mark[key];
  for (const key of TAKEN) {
    const setting = mark[settingKey(delegation, key)] as Setting | undefined;
    if (setting !== undefined) result[key] = setting.value;
  }
  return result;
}

function difference(mark: Attributes, upper: Attributes, delegation: string): Attributes | undefined {
  const pick = (attributes: Attributes) =>
    Object.fromEntries(TAKEN.map((key) => [key, asProposedBy(delegation, attributes)[key] ?? null]));
  return attributesDiff(pick(mark), pick(upper));
}
