/** What the paragraphs of a text are, told by their form and by their typed labels. */
import {
  type Attributes,
  type Counters,
  MAX_LEVEL,
  type Part,
  type Profile,
  RUNNING,
  type Role,
  countItem,
  findCall,
  isNumbering,
  nextLabel,
} from "../../../schema/index.ts";
import { Fault } from "../fault.ts";
import { Findings } from "../findings.ts";
import { MOST_PARAGRAPHS } from "../ops.ts";
import { type Finding, plain } from "../result.ts";
import { callPart, isAnnex, isHistory, isNumber, isSign, isWholeNumber, typedLabel } from "./forms.ts";
import type { Line } from "./lines.ts";

export interface TypedParagraph {
  text: string;
  role: Role;
  part?: Part;
  level?: number;
  label?: string;
}

/** The attributes of the mark of such a paragraph. */
export function markOf({ role, part, level, label }: Omit<TypedParagraph, "text">, id: string): Attributes {
  const mark: Attributes = { id, role };
  if (part !== undefined) mark.part = part;
  if (level !== undefined && level > 0) mark.level = level;
  if (label !== undefined) mark.label = label;
  return mark;
}

/** Goes through the paragraphs once, counting items as `labelsOf` does. */
export class RoleReader {
  readonly paragraphs: TypedParagraph[] = [];
  private readonly found = new Findings();
  lang: string | null;
  private part: Part = "preamble";
  private stage: "head" | "body" = "head";
  private counters: Counters = [];
  /** Level of the item before; -1 at the start of a section. */
  private level = -1;
  /** Items of level 0 in this section that count for its numbering. */
  private numbered: { item: TypedParagraph; typed: string; line: number }[] = [];
  /** The paragraph without a label directly under the call: an item, if it stays the only one. */
  private unlabelled: TypedParagraph | null = null;

  get findings(): Finding[] {
    return this.found.list();
  }

  constructor(
    private readonly profile: Profile,
    lang: string | undefined,
  ) {
    this.lang = lang ?? null;
  }

  /** `label` is one that is known to be one, as in a redline. */
  take({ text, line, label }: Line & { label?: string }): void {
    if (this.paragraphs.length >= MOST_PARAGRAPHS)
      throw new Fault(`line ${line}`, `more than ${MOST_PARAGRAPHS} paragraphs: split the text`);
    if (label !== undefined) {
      this.stage = "body";
      return this.labelled(label, text, line);
    }
    const part = callPart(text);
    if (part !== null) return this.call(text, part);
    if (isAnnex(text)) return this.annex(text);
    if (this.paragraphs.at(-1)?.role === "annex-number") this.add({ text, role: "annex-title" });
    else if (this.stage === "head") this.head(text);
    else this.item(text, line);
  }

  private add(paragraph: TypedParagraph): TypedParagraph {
    this.paragraphs.push(paragraph);
    return paragraph;
  }

  private head(text: string): void {
    const has = (role: Role) => this.paragraphs.some((paragraph) => paragraph.role === role);
    const first = this.paragraphs.length === 0;
    if (!first && isWholeNumber(text) && !has("number")) this.leaveOut();
    if (this.paragraphs.length === 0 && isNumber(text)) this.add({ text, role: "number" });
    else if (isHistory(text) && !first && !has("history")) this.add({ text, role: "history" });
    else if (/[,،，]$/u.test(text) && !first && !has("opening")) this.add({ text, role: "opening" });
    else if (!has("title") && !has("opening")) this.add({ text, role: "title" });
    else this.add({ text, role: "text" });
  }

  /** A cover or a foreword before the number is none of the resolution. */
  private leaveOut(): void {
    const [first, ...more] = this.paragraphs;
    const extent = more.length === 0 ? "" : ` and ${more.length} more before the number`;
    this.found.add("line 1", `left out: “${plain(first!.text)}”${extent}`, "left out");
    this.paragraphs.length = 0;
  }

  private call(text: string, part: Part): void {
    this.endSection();
    this.stage = "body";
    this.part = part;
    this.lang ??= findCall(text)?.language ?? null;
    this.add({ text, role: "call", part });
  }

  private annex(text: string): void {
    this.endSection();
    this.stage = "body";
    this.add({ text, role: "annex-number" });
  }

  private item(text: string, line: number): void {
    const typed = typedLabel(text);
    if (typed !== null) return this.labelled(typed.label, typed.rest, line);
    const opensSection = this.paragraphs.at(-1)?.role === "call";
    const paragraph = this.add({ text, role: opensSection ? "item" : "text" });
    if (!opensSection) return;
    this.unlabelled = paragraph;
    this.level = 0;
  }

  private labelled(typed: string, text: string, line: number): void {
    const derived = this.levelThatDerives(typed);
    const level = derived ?? this.levelByForm(typed);
    const item = this.add({ text, role: "item", level, ...(derived === null ? { label: typed.slice(0, 32) } : {}) });
    if (derived === null && !isSign(typed)) this.note(line, typed, this.next(level));
    countItem(this.counters, level, derived === null);
    if (level === 0 && (derived !== null || isNumbering(typed))) this.numbered.push({ item, typed, line });
    this.level = level;
  }

  /** The label that an item would get here. */
  private next(level: number): string {
    const labelling = { profile: this.profile, numbering: RUNNING, lang: this.lang ?? "en" };
    return nextLabel(this.counters, level, this.part, labelling);
  }

  /** The level at which the next label is the typed one: beside the item before if possible, else the nearest. */
  private levelThatDerives(typed: string): number | null {
    const here = Math.max(this.level, 0);
    const levels = [here, here + 1];
    for (let level = here - 1; level >= 0; level--) levels.push(level);
    for (let level = here + 2; level <= MAX_LEVEL; level++) levels.push(level);
    return levels.find((level) => level <= MAX_LEVEL && this.next(level) === typed) ?? null;
  }

  /** The level of a label that is not derived: bullets below the item before, `1.1` by its points, others beside it. */
  private levelByForm(typed: string): number {
    const last = this.paragraphs.at(-1);
    const points = typed.replace(/[.)]$/, "").split(".").length - 1;
    if (points > 0) return Math.min(points, MAX_LEVEL);
    if (!isSign(typed) || (last?.label !== undefined && isSign(last.label))) return Math.max(this.level, 0);
    return Math.min(this.level + 1, MAX_LEVEL);
  }

  /** Settles what only the whole section tells: whether an item is its only one. */
  endSection(): void {
    const [only, second] = this.numbered;
    if (this.unlabelled !== null && only !== undefined) this.unlabelled.role = "text";
    if (only !== undefined && second === undefined && only.item.label === undefined) {
      only.item.label = only.typed;
      this.note(only.line, only.typed, null);
    }
    this.numbered = [];
    this.unlabelled = null;
    this.counters = [];
    this.level = -1;
  }

  private note(line: number, typed: string, derived: string | null): void {
    const instead = derived === null ? "no label" : `“${derived}”`;
    this.found.add(`line ${line}`, `label “${plain(typed)}” kept as typed: ${instead} is derived here`, "label");
  }
}
