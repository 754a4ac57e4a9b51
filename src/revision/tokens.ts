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
  sameAttributes,
} from "../../schema/index.ts";
import type { Delta } from "../../schema/index.ts";
import type { Alignable } from "./align.ts";
import { ledTo, placeOf } from "./places.ts";
import { isProperty } from "./properties.ts";
import type { Words } from "./words.ts";

/** What is compared as one: a word, a space, a sign, an inline object, a paragraph mark. */
export interface Token {
  /** One run unless the formatting changes within. */
  runs: readonly Run[];
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
  own = canonical(own);
  return own === undefined ? "" : `\uFFFF${JSON.stringify(own)}`;
}

/** Tokens with the paragraph mark that ends them. */
export interface Text {
  tokens: readonly Token[];
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

/** U+FFFF sets apart what is no text; where a text has it, it is doubled. */
const keyOf = (runs: readonly Run[], nameOf: Naming): string =>
  runs
    .map(({ insert, attributes }) => {
      if (typeof insert === "string")
        return insert.replaceAll("\uFFFF", "\uFFFF\uFFFF") + identityOf(insert, attributes);
      const own =
        placeOf(insert) === null
          ? `\uFFFF${JSON.stringify(insert)}`
          : `\uFFFF>${JSON.stringify(ledTo(insert, nameOf(insert)))}`;
      return own + identityOf(insert, attributes);
    })
    .join("");

/** What makes tokens of two texts equal when it is known which paragraphs are the same. */
export const exactKey = (token: Token, nameOf: Naming): string =>
  leadsAway(token) ? keyOf(token.runs, nameOf) : token.key;
const leadsAway = ({ runs }: Pick<Token, "runs">): boolean => runs.some(({ insert }) => placeOf(insert) !== null);

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
    return {
      runs: [{ insert: MARK, attributes: this.mark }],
      key: MARK + identityOf(MARK, this.mark),
      isWord: false,
      length: 1,
    };
  }
  /** All of it as one token. */
  get whole(): Text {
    const length = this.runs.reduce((sum, run) => sum + lengthOfRun(run), 0);
    return { tokens: [{ runs: this.runs, key: this.text, isWord: false, length }], end: this.end };
  }
  /** Whether nothing at all differs but what is the draft's business. */
  isLike(other: Block, naming: Namings): boolean {
    return (
      this.text === other.text &&
      this.runs.length === other.runs.length &&
      this.runs.every(({ insert, attributes }, i) => {
        const run = other.runs[i]!;
        return (
          (typeof insert === "string"
            ? insert === run.insert
            : placeOf(insert) === null || naming.old(insert) === naming.next(run.insert)) &&
          (attributes === run.attributes || sameAttributes(attributes, run.attributes))
        );
      })
    );
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
