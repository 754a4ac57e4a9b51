/** A text as its comparison sees it: paragraphs, and in them words, signs and spaces, each with its runs. */
import {
  type Attributes,
  type Insert,
  MARK,
  type Op,
  type Run,
  canonical,
  faultOf,
  isRevisionKey,
  mayStandOn,
  parseKey,
  runsOf,
} from "../../schema/index.ts";
import type { Delta } from "../../schema/index.ts";
import type { Alignable } from "./align.ts";
import { ledTo, placeOf } from "./places.ts";
import { isProperty } from "./properties.ts";
import type { Words } from "./words.ts";

/** What stays, goes or comes as one. */
export interface Unit {
  runs: readonly Run[];
}
/** What is compared as one: a word, a space, a sign, an inline object, a paragraph mark. Of one run, unless formatting changes within. */
export interface Token extends Unit {
  /** What makes two tokens equal, wherever their objects lead. */
  key: string;
  isWord: boolean;
  /** In Delta units. */
  length: number;
}

/** Whether a proposal can give an item this attribute with this value. */
const canBeSet = (insert: Insert, key: string, value: unknown): boolean =>
  isProperty(key) && mayStandOn(key, insert === MARK) && faultOf(key, value) === null;

/** Whether an attribute is the draft's business and no part of the text: ids, agreements, comments. */
export function isOfDraft(insert: Insert, key: string): boolean {
  const k = parseKey(key);
  return k.kind === "comment" || (insert === MARK && k.kind === "mark" && (k.name === "id" || k.name === "agreed"));
}

/** What an item is besides what can be set on it: where that differs, one is put in place of the other (S9). */
function identityOf(insert: Insert, attributes: Attributes | undefined): string {
  let own: Attributes | undefined;
  for (const key in attributes) {
    const value = attributes[key];
    if (!isOfDraft(insert, key) && !canBeSet(insert, key, value)) (own ??= {})[key] = value;
  }
  return JSON.stringify(canonical(own) ?? {});
}
const PLAIN = "{}";

/** A text in units, with the paragraph mark that ends it. */
export interface Text {
  units: readonly Unit[];
  end: Token;
}

/** The name of an object that leads somewhere. Two that have the same lead to the same place. */
export type Naming = (insert: Insert) => string;
const ANYWHERE: Naming = () => "";
/** How the objects of two texts are named. */
export interface Namings {
  old: Naming;
  next: Naming;
}

/**
 * U+FFFF sets apart what is no text; where a text has it, it is doubled. What items are besides is told where it begins
 * and where it ends: parts of a word may differ in it.
 */
function keyOf(runs: readonly Run[], nameOf: Naming): string {
  let key = "";
  let last = PLAIN;
  for (const { insert, attributes } of runs) {
    const identity = identityOf(insert, attributes);
    if (identity !== last) key += `\uFFFF=${identity}`;
    last = identity;
    if (typeof insert === "string") key += insert.replaceAll("\uFFFF", "\uFFFF\uFFFF");
    else if (placeOf(insert) === null) key += `\uFFFF${JSON.stringify(insert)}`;
    else key += `\uFFFF>${JSON.stringify(ledTo(insert, nameOf(insert)))}`;
  }
  return key;
}

/** What makes tokens of two texts equal when it is known which paragraphs are the same. */
export const exactKey = ({ runs, key }: Pick<Token, "runs" | "key">, nameOf: Naming): string =>
  runs.some(({ insert }) => placeOf(insert) !== null) ? keyOf(runs, nameOf) : key;

/** A paragraph. Its words are looked for only when it has no equal. */
export class Block implements Alignable {
  /** Equal for paragraphs of the same words and objects, however they are formatted and wherever those lead. */
  readonly text: string;
  private pieces: Token[] | undefined;
  private bare: readonly string[] | undefined;

  constructor(
    readonly runs: readonly Run[],
    readonly mark: Attributes,
    private readonly finder: Words,
  ) {
    this.text = keyOf(runs, ANYWHERE);
  }

  get tokens(): readonly Token[] {
    return (this.pieces ??= tokensOf(this.runs, this.finder));
  }
  get words(): readonly string[] {
    return (this.bare ??= this.tokens.filter(({ isWord }) => isWord).map(({ key }) => key.toLowerCase()));
  }
  /** Its paragraph mark as a token. */
  get end(): Token {
    const runs: Run[] = [{ insert: MARK, attributes: this.mark }];
    return { runs, key: keyOf(runs, ANYWHERE), isWord: false, length: 1 };
  }
  /** All of it as one unit. */
  get whole(): Text {
    return { units: [{ runs: this.runs }], end: this.end };
  }
  /** Whether nothing differs in it but what can be set on its words, and what is the draft's business. */
  isLike(other: Block, naming: Namings): boolean {
    return this.exactKey(naming.old) === other.exactKey(naming.next);
  }
  private exactKey(nameOf: Naming): string {
    return exactKey({ runs: this.runs, key: this.text }, nameOf);
  }
}

/** The paragraphs of a text. Throws RangeError where a change is pending in it. */
export function blocksOf(sequence: Delta, words: Words): Block[] {
  const blocks: Block[] = [];
  let runs: Run[] = [];
  for (const run of runsOf(sequence.ops as Op[])) {
    const pending = Object.keys(run.attributes ?? {}).find(isRevisionKey);
    if (pending !== undefined) throw new RangeError(`a text with pending changes cannot be compared: ${pending}`);
    if (run.insert !== MARK) runs.push(run);
    else {
      blocks.push(new Block(runs, run.attributes ?? {}, words));
      runs = [];
    }
  }
  if (runs.length > 0) throw new RangeError("a text that does not end in a paragraph mark cannot be compared");
  return blocks;
}

const lengthOfRun = ({ insert }: Run): number => (typeof insert === "string" ? insert.length : 1);

/** Words are found in the whole text of the paragraph: formatting that changes within a word does not cut it. */
function tokensOf(runs: readonly Run[], words: Words): Token[] {
  const text = runs.map(({ insert }) => (typeof insert === "string" ? insert : "\uFFFC")).join("");
  const tokens: Token[] = [];
  let r = 0;
  let begin = 0; // where the run r begins
  let at = 0;
  for (const piece of words.of(text)) {
    const end = at + piece.text.length;
    const own: Run[] = [];
    while (at < end) {
      const run = runs[r]!;
      const runEnd = begin + lengthOfRun(run);
      const to = Math.min(end, runEnd);
      own.push(typeof run.insert === "string" ? { ...run, insert: text.slice(at, to) } : run);
      at = to;
      if (to === runEnd) {
        begin = runEnd;
        r++;
      }
    }
    tokens.push({ runs: own, key: keyOf(own, ANYWHERE), isWord: piece.isWord, length: piece.text.length });
  }
  return tokens;
}
