/** A redline in CriticMarkup to a draft with its changes, in the conventions of `text.ts` or in none. */
import {
  type Attributes,
  type Change,
  DELEGATION,
  type DraftFile,
  FORMATS,
  ITU,
  ITU_DECIMAL,
  MARK,
  SETTABLE_ON_MARK,
  type Op,
  canonical,
  deletionKey,
  faultOf,
  settingKey,
} from "../../../schema/index.ts";
import { type Stretch, criticMarks } from "./marks.ts";
import { type CriticParagraph, type Run, criticParagraphs } from "./paragraphs.ts";
import { numberingThatDerives } from "./numbering.ts";
import { type ViewReading, readView, withoutLabels } from "./views.ts";
import { Ops } from "../ops.ts";
import type { Findings } from "../findings.ts";
import { type Finding, type ReadOptions, plain } from "../result.ts";
import { isDecimal } from "../text/forms.ts";
import { markOf } from "../text/paragraphs.ts";

type Options = ReadOptions & { lang?: string };
export interface ReadRedline {
  draft: DraftFile;
  findings: Finding[];
}

/**
 * The draft that a redline says; null for a text without marks. Each delegation's marks in a row are one change; who is
 * not named is `options.delegation`. What paragraphs are and which labels stay is read in the original and in the final,
 * so that both are what their readers see. Comments that are neither a name nor a setting are comments on the words
 * before them. Signs that open a mark and stay text are added to `findings`, for a text without marks too.
 */
export function readCritic(text: string, options: Options, findings: Findings): ReadRedline | null {
  const codes = new Names(options);
  const stretches = criticMarks(text, (name) => codes.of(name) !== null, findings);
  return stretches === null ? null : draftOf(stretches, codes, options.lang);
}

/** Who is meant by the comment behind a mark. */
class Names {
  readonly unnamed: string;

  constructor(private readonly options: Options) {
    this.unnamed = options.delegation ?? "SEC";
  }

  /** The code of a name; null for what names nobody. */
  of(name: string): string | null {
    const { authors } = this.options;
    if (authors !== undefined && Object.hasOwn(authors, name)) return authors[name]!;
    return DELEGATION.test(name) ? name : null;
  }

  code(who: string): string {
    return who === "" ? this.unnamed : this.of(who)!;
  }
}

function draftOf(stretches: readonly Stretch[], codes: Names, lang: string | undefined): ReadRedline {
  const list = criticParagraphs(stretches);
  const profile = list.some(({ runs, label }) => isDecimal(said(runs)) || isDecimal(`${label?.final ?? ""} x`))
    ? ITU_DECIMAL
    : ITU;
  const views = [readView(list, "original", profile, lang), readView(list, "final", profile, lang)] as const;
  const builder = new Builder(codes);
  list.forEach((paragraph, i) => builder.add(paragraph, ...withoutLabels(paragraph, i, views)));
  if (list.length === 0) builder.close();
  const { ops, changes, comments } = builder;
  const read: DraftFile = {
    format: "plenary-draft",
    version: 1,
    profile: profile.name,
    lang: views[1].lang ?? views[0].lang ?? "en",
    ops: ops.ops,
    changes,
    comments,
  };
  const draft = numberingThatDerives(read, views);
  return { draft, findings: draft.numbering === undefined ? findingsOf(views) : [] };
}

const said = (runs: readonly Run[]): string => runs.map(({ text }) => text).join("");

/** Each label that stays is noticed once, though both views have it. */
function findingsOf(views: readonly ViewReading[]): Finding[] {
  const all = views.flatMap(({ findings }) => findings);
  return [...new Map(all.map((finding) => [`${finding.place} ${finding.message}`, finding])).values()];
}

const SETTING = /^(?<who>[^:]{1,60}): (?<no>no )?(?<attribute>[a-z]+)(?: (?<value>.+))?$/su;

const NONE = new Map<string, string>();

class Builder {
  readonly ops = new Ops();
  readonly changes: Record<string, Change> = {};
  readonly comments: DraftFile["comments"] = {};
  private readonly counts = new Map<string, number>();
  /** Changes of the stretch before, by delegation: what follows them is of the same gesture. */
  private open: ReadonlyMap<string, string> = NONE;
  private marks = 0;
  private threads = 0;

  constructor(private readonly codes: Names) {}

  add({ end }: CriticParagraph, runs: readonly Run[], mark: Parameters<typeof markOf>[0]): void {
    const onMark: Attributes = {};
    let behind = "";
    for (const run of runs) {
      const attributes = this.revised(run);
      for (const note of run.notes) {
        const setting = this.settingOf(note);
        if (setting === null) this.said(note, attributes, run.text === "" ? behind : "");
        else Object.assign((FORMATS as readonly string[]).includes(setting.on) ? attributes : onMark, setting.set);
      }
      if (run.text !== "") this.ops.insert(run.text, canonical(attributes));
      if (run.text !== "") behind = run.text;
    }
    const attributes = this.revised(end);
    for (const note of end.notes) {
      const setting = this.settingOf(note);
      if (setting !== null) Object.assign(onMark, setting.set);
      else this.said(note, {}, behind);
    }
    this.marks += 1;
    this.ops.insert(MARK, canonical({ ...markOf(mark, `p${this.marks}`), ...onMark, ...attributes }));
  }

  close(): void {
    this.ops.insert(MARK, { id: "p1", role: "text" });
  }

  private revised({ ins, dels }: Run): Attributes {
    const attributes: Attributes = {};
    const now = ins === null && dels.length === 0 ? NONE : new Map<string, string>();
    if (ins !== null) attributes.ins = this.change(this.codes.code(ins), now);
    for (const who of dels) {
      const code = this.codes.code(who);
      attributes[deletionKey(code)] = this.change(code, now);
    }
    this.open = now;
    return attributes;
  }

  /** A delegation's change here: the one that is open, or a new one. `now` are those of this stretch. */
  private change(code: string, now: Map<string, string>): string {
    const id = now.get(code) ?? this.open.get(code) ?? this.next(code);
    now.set(code, id);
    return id;
  }

  private next(delegation: string): string {
    const n = (this.counts.get(delegation) ?? 0) + 1;
    this.counts.set(delegation, n);
    const id = `${delegation}:${n}`;
    this.changes[id] = { delegation, by: "", time: "" };
    return id;
  }

  /** A proposed setting that a comment says, such as `USA: level 1`; null for any other comment. */
  private settingOf(note: string): { on: string; set: Attributes } | null {
    const { who, no, attribute = "", value: said } = SETTING.exec(note)?.groups ?? {};
    const code = who === undefined ? null : this.codes.of(who);
    const settable: readonly string[] = [...SETTABLE_ON_MARK, ...FORMATS];
    if (code === null || !settable.includes(attribute) || (no !== undefined && said !== undefined)) return null;
    const value = no !== undefined ? null : attribute === "level" ? Number(said) : (said ?? true);
    if (value !== null && faultOf(attribute, value) !== null) return null;
    return { on: attribute, set: { [settingKey(code, attribute)]: { change: this.next(code), value } } };
  }

  private comment(text: string, attributes: Attributes): void {
    this.threads += 1;
    attributes[`cmt:c${this.threads}`] = true;
    const comment = { delegation: this.codes.unnamed, by: "", time: "", text: plain(text, 8000) };
    this.comments[`c${this.threads}/m1`] = comment;
  }

  /** A comment on `behind`, the words before it in the paragraph, otherwise on what has these attributes, if anything has. */
  private said(note: string, attributes: Attributes, behind: string): void {
    if (behind === "") this.comment(note, attributes);
    else this.commentBehind(note);
  }

  /** A comment on a paragraph mark is one on the last words before it: marks carry none. */
  private commentBehind(text: string): void {
    const { insert, attributes } = this.ops.ops.pop() as Op;
    const commented = { ...attributes };
    this.comment(text, commented);
    this.ops.insert(insert as string, canonical(commented));
  }
}
