/**
 * The marks of CriticMarkup in a text. One pass with a stack: a sign that nothing closes, or that closes nothing, is
 * text, and so is one that is nested deeper than any redline. Whoever opened a mark meant one: what nothing closes is told.
 */

import { Fault } from "../fault.ts";
import type { Findings } from "../findings.ts";

/** Text under the same marks. */
export interface Stretch {
  text: string;
  /** Who inserted it: the comment behind the mark, empty for nobody; null on text that is not inserted. */
  ins: string | null;
  dels: string[];
  /** Comments directly behind it, except the names of `ins` and `dels`. */
  notes: string[];
  /** A sign for a paragraph mark: `¶` as it stands, not behind a backslash. */
  pilcrow: boolean;
}

type Kind = "ins" | "del" | "swap" | "light";
interface Span {
  kind: Kind;
  children: Node[];
  /** Where in `children` the new text of a substitution begins; -1 before that. */
  after: number;
  /** Where in the text its sign stands. */
  at: number;
}
type Node = string | Span | { note: string } | { pilcrow: true };

const OPENERS: Record<string, Kind> = { "{++": "ins", "{--": "del", "{~~": "swap", "{==": "light" };
const CLOSERS: Record<string, Kind> = { "++}": "ins", "--}": "del", "~~}": "swap", "==}": "light" };
const SIGNS: Record<Kind, string> = { ins: "{++", del: "{--", swap: "{~~", light: "{==" };
/** What closes a mark, by what opens it. */
const ENDS: Record<string, string> = { "{++": "++}", "{--": "--}", "{~~": "~> … ~~}", "{==": "==}", "{>>": "<<}" };
const TOKEN = /\\(?:[\\{}¶]|~>)|\{(?:\+\+|--|~~|>>|==)|(?:\+\+|--|~~|==)\}|~>|¶/g;
const DEEPEST = 32;

/** Marks that a redline may have: some 50 on each of a thousand pages. Each costs much more than its bytes. */
const MOST_MARKS = 50_000;

/** Comments and pilcrows that it may have, each with a stretch of its own. */
const MOST_SIGNS = 3 * MOST_MARKS;

/**
 * The stretches of a text, in order; null where it has no marks of CriticMarkup. `isName` tells who from what; signs
 * that open a mark and stay text are added to `findings`. Throws Fault.
 */
export function criticMarks(text: string, isName: (comment: string) => boolean, findings: Findings): Stretch[] | null {
  const nodes = parse(text, findings);
  if (nodes.every((node) => typeof node === "string" || "pilcrow" in node)) return null;
  const result: Stretch[] = [];
  emit(nodes, { ins: null, dels: [], isName }, result);
  return result;
}

function parse(text: string, findings: Findings): Node[] {
  const root: Span = { kind: "light", children: [], after: -1, at: 0 };
  const open: Span[] = [root];
  const put = (node: Node) => {
    const { children } = open.at(-1)!;
    if (typeof node === "string" && typeof children.at(-1) === "string" && children.length !== open.at(-1)!.after)
      children.push(`${children.pop() as string}${node}`);
    else if (node !== "") children.push(node);
  };
  const lineAt = (place: number) => `line ${text.slice(0, place).split("\n").length}`;
  const unclosed = (sign: string, begins: number) =>
    findings.add(() => lineAt(begins), `“${sign}” is kept as text: no “${ENDS[sign]}” closes it`, "unclosed");
  const leave = () => {
    const { kind, children, after, at: begins } = open.pop()!;
    unclosed(SIGNS[kind], begins);
    put(SIGNS[kind]);
    children.forEach((child, i) => {
      if (i === after) put("~>");
      put(child);
    });
    if (after === children.length) put("~>");
  };
  let at = 0;
  let [marks, signs] = [0, 0];
  const most = (count: number, what: string) => {
    throw new Fault(lineAt(at), `more than ${count} ${what}: split the text`);
  };
  let notesEnd = true; // whether a comment that begins here could still end
  TOKEN.lastIndex = 0;
  for (let found = TOKEN.exec(text); found !== null; found = TOKEN.exec(text)) {
    put(text.slice(at, found.index));
    at = TOKEN.lastIndex;
    const [sign] = found;
    const top = open.at(-1)!;
    if (Object.hasOwn(OPENERS, sign) && ++marks > MOST_MARKS) most(MOST_MARKS, "marks of changes");
    if ((sign === "¶" || sign === "{>>") && ++signs > MOST_SIGNS) most(MOST_SIGNS, "comments and pilcrows");
    if (sign.startsWith("\\")) put(sign.slice(1));
    else if (sign === "¶") put({ pilcrow: true });
    else if (sign === "{>>") {
      const end: number = notesEnd ? text.indexOf("<<}", at) : -1;
      notesEnd = end >= 0;
      if (!notesEnd) {
        unclosed(sign, found.index);
        put(sign);
      } else {
        put({ note: text.slice(at, end).replace(/\\(\\|\{|\}|~>)/g, "$1") });
        at = TOKEN.lastIndex = end + 3;
      }
    } else if (Object.hasOwn(OPENERS, sign)) {
      if (open.length > DEEPEST) put(sign);
      else open.push({ kind: OPENERS[sign]!, children: [], after: -1, at: found.index });
    } else if (sign === "~>") {
      if (top.kind === "swap" && top.after < 0) top.after = top.children.length;
      else put(sign);
    } else if (open.length > 1 && top.kind === CLOSERS[sign]) {
      if (top.kind === "swap" && top.after < 0) {
        leave();
        put(sign);
      } else {
        open.pop();
        open.at(-1)!.children.push(top);
      }
    } else put(sign);
  }
  put(text.slice(at));
  while (open.length > 1) leave();
  return root.children;
}

interface Under {
  ins: string | null;
  dels: string[];
  isName(comment: string): boolean;
}

function emit(nodes: readonly Node[], under: Under, into: Stretch[]): void {
  const { isName } = under;
  for (let i = 0; i < nodes.length; i++) {
    const node = nodes[i]!;
    if (typeof node === "string") into.push(stretch(node, under));
    else if ("pilcrow" in node) into.push(stretch("¶", under, true));
    else if ("note" in node) {
      if (into.length === 0) into.push(stretch("", under));
      into.at(-1)!.notes.push(node.note);
    } else {
      const next = nodes[i + 1];
      const named =
        node.kind !== "light" && typeof next === "object" && "note" in next && isName(next.note) ? next.note : null;
      if (named !== null) i += 1;
      const before = into.length;
      emitSpan(node, named ?? "", under, into);
      if (into.length === before) into.push(stretch("", under)); // comments behind nothing are not about what was before it
    }
  }
}

const stretch = (text: string, { ins, dels }: Under, pilcrow = false): Stretch => ({
  text,
  ins,
  dels,
  notes: [],
  pilcrow,
});

function emitSpan({ kind, children, after }: Span, who: string, under: Under, into: Stretch[]): void {
  const inserted = { ...under, ins: who };
  const deleted = { ...under, dels: [...under.dels, who] };
  switch (kind) {
    case "ins":
      return emit(children, inserted, into);
    case "del":
      return emit(children, deleted, into);
    case "light":
      return emit(children, under, into);
    case "swap":
      emit(children.slice(0, after), deleted, into);
      return emit(children.slice(after), inserted, into);
  }
}
