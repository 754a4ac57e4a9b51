/** The levels that typed labels say where a list begins anywhere: `c)` is one, whatever stood before it. */
import {
  type Ordinal,
  type Part,
  type Profile,
  MAX_LEVEL,
  formOf,
  isNumbering,
  ordinalIn,
  readLabel,
} from "../../schema/index.ts";

/** A label of the profile's at a level. */
interface Fit {
  level: number;
  ordinal: Ordinal;
}

export class LabelLevels {
  private part: Part;
  private readonly profile: Profile;
  private readonly lang: string;
  /** The last label at each level, down to that of the item before; empty where it had none. */
  private open: string[] = [];
  /** The deepest level that the next item can have: one below the item before. Nothing is known of what is above. */
  private deepest = MAX_LEVEL;

  constructor({ part, profile, lang }: { part: Part; profile: Profile; lang: string }) {
    this.part = part;
    this.profile = profile;
    this.lang = lang;
  }

  /** A call opens a section of its part, where numbering begins again. */
  openSection(part: Part | null): void {
    this.part = part ?? this.part;
    this.open = [];
    this.deepest = 0;
  }

  /**
   * Notes an item; its level, which is at most one below that of the item before, or one more where its label says it
   * too: what it was below may be gone.
   */
  take(level: number, label: string): number {
    const isBelowNothing = level === this.deepest + 1 && this.smallestFit(label)?.level === level;
    const fitting = isBelowNothing ? level : Math.min(level, this.deepest);
    this.open.length = Math.min(this.open.length, fitting);
    while (this.open.length < fitting) this.open.push("");
    this.open.push(label);
    this.deepest = Math.min(fitting + 1, MAX_LEVEL);
    return fitting;
  }

  /**
   * The level of a label: where it is the next one of an open list, or the first of one below, else the level whose form
   * it has with the smallest number: `i)` is the first below `2`, and the ninth after `h)`.
   */
  of(label: string): number {
    const fits = this.fitsOf(label);
    const next = fits.findLast((fit) => this.follows(fit));
    const first = fits.find(({ level, ordinal }) => ordinal.n === 1 && level === this.open.length);
    return (next ?? first ?? this.smallestFit(label))?.level ?? this.ofForeign(label);
  }

  /** The level at which a label has the smallest number; undefined for one of no level's form. */
  private smallestFit(label: string): Fit | undefined {
    return this.fitsOf(label).toSorted((a, b) => a.ordinal.n - b.ordinal.n)[0];
  }

  /** Whether a label is not the first of its list. */
  goesOn(label: string, level: number): boolean {
    const ordinal = this.ordinal(level, label);
    return ordinal !== null && (ordinal.n > 1 || ordinal.rank > 1);
  }

  /** Labels that the profile has not: beside those of the same looks, `1.1` by its points, others below. */
  private ofForeign(label: string): number {
    const beside = this.open.findLastIndex((open) => looksOf(open) === looksOf(label));
    if (beside >= 0) return beside;
    const points = label.replace(/[.)]$/, "").split(".").length - 1;
    if (points > 0 && isNumbering(label)) return Math.min(points, MAX_LEVEL);
    if (this.open.length === 0 && !isNumbering(label)) return Math.max(this.profile.labels[this.part].indexOf("–"), 0);
    return Math.min(this.open.length, MAX_LEVEL);
  }

  private follows({ level, ordinal: { n, rank } }: Fit): boolean {
    const last = this.open[level];
    const before = last === undefined ? null : this.ordinal(level, last);
    return before !== null && (n === before.n + 1 || (n === before.n && rank > before.rank));
  }

  private fitsOf(label: string): Fit[] {
    return this.profile.labels[this.part].flatMap((_, level) => {
      const ordinal = this.ordinal(level, label);
      return ordinal === null ? [] : [{ level, ordinal }];
    });
  }

  private ordinal(level: number, label: string): Ordinal | null {
    const form = formOf(this.profile, this.part, level, this.lang);
    return form === null ? null : ordinalIn(form, label, form === "1.1" ? (this.open[level - 1] ?? "") : "");
  }
}

/** What labels of one list have in common: the signs around them, and numbers or letters. */
function looksOf(label: string): string {
  const typed = readLabel(label);
  return typed === null ? label : `${typed.open}${/\d/.test(typed.stem) ? "1" : "a"}${typed.close}`;
}
