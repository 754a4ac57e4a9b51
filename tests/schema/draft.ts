/** Drafts for tests, written as they read: `draft(call("aware"), item("that ", ins("USA:1", "all ")), item("…"))`. */
import {
  type Attributes,
  type ChangeId,
  Delta,
  type DraftFile,
  type Labelling,
  MARK,
  type Op,
  delegationOf,
  labelPairs,
} from "../../schema/index.ts";

type Content = string | Op;
type Paragraph = Op[];

/** Text that a change inserts; MARK for a paragraph mark, with the attributes given. */
export const ins = (change: ChangeId, insert: string, attributes: Attributes = {}): Op => ({
  insert,
  attributes: { ...attributes, ins: change },
});
/** Text that a change would delete. */
export const del = (change: ChangeId, insert: string, attributes: Attributes = {}): Op => ({
  insert,
  attributes: { ...attributes, [`del:${delegationOf(change)}`]: change },
});

/** A paragraph of a role. An object that is no operation says what else stands on its mark. */
function paragraph(mark: Attributes, content: (Content | { mark: Attributes })[]): Paragraph {
  const ops: Op[] = [];
  const attributes: Attributes = { ...mark };
  for (const each of content) {
    if (typeof each === "string") ops.push({ insert: each });
    else if ("mark" in each) Object.assign(attributes, each.mark);
    else ops.push(each);
  }
  return [...ops, { insert: MARK, attributes }];
}
type Contents = (Content | { mark: Attributes })[];

export const mark = (attributes: Attributes) => ({ mark: attributes });
export const call = (...content: Contents): Paragraph => paragraph({ role: "call" }, content);
export const item = (...content: Contents): Paragraph => paragraph({ role: "item" }, content);
export const sub = (...content: Contents): Paragraph => paragraph({ role: "item", level: 1 }, content);
export const para = (role: string, ...content: Contents): Paragraph => paragraph({ role }, content);

/** The sequence of these paragraphs; marks without an id get `p1`, `p2` …. */
export function draft(...paragraphs: Paragraph[]): Delta {
  const result = new Delta();
  let number = 0;
  for (const { insert, attributes } of paragraphs.flat()) {
    if (insert === MARK) result.insert(MARK, { id: `p${++number}`, ...attributes });
    else result.insert(insert as string, attributes);
  }
  return result;
}

export const fileOf = (sequence: Delta, more: Partial<DraftFile> = {}): DraftFile => ({
  format: "plenary-draft",
  version: 1,
  profile: "itu",
  lang: "en",
  ops: sequence.ops as Op[],
  changes: {},
  comments: {},
  ...more,
});

/** The labels of a redline as a reader sees them: `a)`, `+b)` inserted, `-b)` struck, `b)→d)`, empty without one. */
export const labels = (sequence: Delta, labelling?: Labelling): string[] =>
  labelPairs(sequence, labelling).map(({ original, final }) => {
    if (original === final) return original ?? "";
    if (original === null) return `+${final}`;
    return final === null ? `-${original}` : `${original}→${final}`;
  });
