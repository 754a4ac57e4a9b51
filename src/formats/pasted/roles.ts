/**
 * What foreign paragraphs are: by their style where ITU's templates gave them one, by their form else. Typed labels
 * go, because labels are derived; the level that they say stays.
 */
import { type Op, type Part, type Profile, type Role, lengthOf, plainText } from "../../../schema/index.ts";
import type { ForeignParagraph } from "./html.ts";
import { LabelLevels } from "../label-levels.ts";
import { callPart, isAnnex, isHistory, isNumber, isOpening, typedLabel } from "../text/forms.ts";
import { unwrap } from "../text/lines.ts";

export interface RecognisedParagraph {
  ops: Op[];
  /** Undefined where nothing says it: such a paragraph is like those where it is put. */
  role?: Role;
  part?: Part;
  /** Of an item, from 0. */
  level?: number;
  /** Whether its typed label is not the first of a list: then its level is as good as said. */
  goesOn?: boolean;
  /** The typed label that was cut off, and of how many characters and objects that was. */
  typed?: { label: string; length: number };
}

/** Where the paragraphs are put. */
export interface Surroundings {
  part: Part;
  profile: Profile;
  lang: string;
}

/** Styles of ITU's templates, and of Word, that say a role; `enumlev1` to `3` are items below others. */
export const STYLES: Readonly<Record<string, Role>> = Object.assign(
  Object.create(null) as object,
  {
    resno: "number",
    recno: "number",
    decno: "number",
    restitle: "title",
    rectitle: "title",
    dectitle: "title",
    msotitle: "title",
    resref: "history",
    resdate: "history",
    normalaftertitle: "opening",
    call: "call",
    annexno: "annex-number",
    annextitle: "annex-title",
    headingb: "heading",
    headingi: "heading",
    reasons: "reasons",
    proposal: "proposal",
  } as const,
);

/** The paragraphs of a plain text, wrapped lines joined; without formats, a call need not be in italics. */
export function recogniseText(text: string, place: Surroundings): RecognisedParagraph[] {
  const paragraphs = unwrap(text).map(
    (line): ForeignParagraph => ({ ops: [{ insert: line.text }], style: "", heading: false, list: null }),
  );
  return recognise(paragraphs, place, true);
}

/** What foreign paragraphs are. `plain` says that the text could not show italics. */
export function recognise(
  paragraphs: readonly ForeignParagraph[],
  place: Surroundings,
  plain = false,
): RecognisedParagraph[] {
  const recogniser = new Recogniser(place, plain);
  return paragraphs.map((paragraph) => recogniser.take(paragraph));
}

class Recogniser {
  private before: RecognisedParagraph | null = null;
  private readonly levels: LabelLevels;
  /** The level that the depth 0 of the list at hand stands for; null outside of lists. */
  private base: number | null = null;

  constructor(
    place: Surroundings,
    private readonly plain: boolean,
  ) {
    this.levels = new LabelLevels(place);
  }

  take(paragraph: ForeignParagraph): RecognisedParagraph {
    const text = textOf(paragraph.ops);
    const found = this.head(paragraph, text) ?? this.body(paragraph, text);
    if (paragraph.list === null) this.base = null;
    this.before = found;
    return found;
  }

  /** A paragraph that opens a draft, a section or an annex. */
  private head({ ops, style, heading, list }: ForeignParagraph, text: string): RecognisedParagraph | null {
    const styled = STYLES[style];
    const part = list === null && (styled === "call" || this.plain || isWhole(ops, "em")) ? callPart(text) : null;
    if (styled === "call" || part !== null) {
      this.levels.openSection(part);
      return { ops: without(ops, "em"), role: "call", ...(part !== null && { part }) };
    }
    const role = list !== null ? styled : (styled ?? this.byForm(text, heading));
    if (role === undefined) return null;
    if (role === "annex-number" || role === "heading") this.levels.openSection(null);
    return { ops: without(ops, "strong"), role };
  }

  private byForm(text: string, heading: boolean): Role | undefined {
    const before = this.before?.role;
    if (isNumber(text)) return "number";
    if (isAnnex(text)) return "annex-number";
    if (before === "annex-number") return "annex-title";
    if (before === "number" && typedLabel(text) === null && !isHistory(text)) return "title";
    if ((before === "number" || before === "title") && isHistory(text)) return "history";
    if (/[,،，]$/u.test(text) && isOpening(text)) return "opening";
    return heading ? "heading" : undefined;
  }

  private body({ ops, style, list }: ForeignParagraph, text: string): RecognisedParagraph {
    if (list !== null) {
      this.base ??= this.levelBelow();
      return this.item(ops, this.base + list.level, list.label);
    }
    const typed = typedLabel(text);
    const level = /^enumlev(\d)/.exec(style)?.[1];
    if (typed !== null) {
      const { label, rest } = typed;
      const length = text.length - rest.length;
      const item = this.item(cut(ops, length), level === undefined ? this.levels.of(label) : Number(level), label);
      return { ...item, typed: { label, length } };
    }
    if (level !== undefined) return this.item(ops, Number(level), "");
    // The only item of a section has no label.
    return this.before?.role === "call" ? this.item(ops, 0, "") : { ops };
  }

  private item(ops: Op[], level: number, label: string): RecognisedParagraph {
    const goesOn = this.levels.goesOn(label, level);
    return { ops, role: "item", level: this.levels.take(level, label), ...(goesOn && { goesOn }) };
  }

  /** The level of a list that begins here: below an item that announces one, beside another. */
  private levelBelow(): number {
    const { before } = this;
    if (before?.role !== "item") return 0;
    return (before.level ?? 0) + (/[:：]$/u.test(textOf(before.ops)) ? 1 : 0);
  }
}

const textOf = (ops: readonly Op[]): string =>
  plainText(ops as Op[])
    .replace(/[\uFFFC\u00A0]/g, " ")
    .trimEnd();

/** Whether all words have a format. */
const isWhole = (ops: readonly Op[], format: string): boolean =>
  ops.every(({ insert, attributes }) => attributes?.[format] === true || !/[\p{L}\p{N}]/u.test(String(insert)));

/** The runs without a format that the role has by itself; words that stand out by it keep it. */
function without(ops: Op[], format: string): Op[] {
  if (!isWhole(ops, format)) return ops;
  return ops.map(({ insert, attributes = {} }) => {
    const rest = Object.fromEntries(Object.entries(attributes).filter(([key]) => key !== format));
    return (Object.keys(rest).length === 0 ? { insert } : { insert, attributes: rest }) as Op;
  });
}

/** The runs behind the first `length` items. */
function cut(ops: readonly Op[], length: number): Op[] {
  const result: Op[] = [];
  let rest = length;
  for (const op of ops) {
    const own = lengthOf(op.insert!);
    if (rest < own)
      result.push(rest === 0 || typeof op.insert !== "string" ? op : { ...op, insert: op.insert.slice(rest) });
    rest = Math.max(rest - own, 0);
  }
  return result;
}
