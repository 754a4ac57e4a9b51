/** What the paragraphs of a redline are, read in one of its views; and the redline without the labels typed in it. */
import { type Profile, isNumbering } from "../../../schema/index.ts";
import type { CriticParagraph, Run } from "./paragraphs.ts";
import type { Finding } from "../result.ts";
import { typedLabel } from "../text/forms.ts";
import { RoleReader, type TypedParagraph } from "../text/paragraphs.ts";

type As = "original" | "final";
type Typed = Omit<TypedParagraph, "text">;

export interface ViewReading {
  as: As;
  /** What a paragraph is, by the index of the redline's paragraph with its mark. */
  paragraphs: Map<number, Typed>;
  /** How much of a run's beginning is a typed label. */
  cuts: Map<Run, number>;
  /** The typed labels of the view's paragraphs; null where there is none. */
  labels: (string | null)[];
  findings: Finding[];
  lang: string | null;
}

const standsIn = ({ ins, dels }: Run, as: As): boolean => (as === "original" ? ins === null : dels.length === 0);

interface ViewParagraph {
  runs: Run[];
  label: string | null;
  line: number;
  /** Index of the redline's paragraph with its mark. */
  at: number;
}

/** The paragraphs of a view; text behind the last mark that stands is closed by the last one. */
function inView(list: readonly CriticParagraph[], as: As): ViewParagraph[] {
  const result: ViewParagraph[] = [];
  let runs: Run[] = [];
  let label: string | null = null;
  list.forEach(({ runs: all, end, label: pair, line }, at) => {
    for (const run of all) if (standsIn(run, as)) runs.push(run);
    label ??= pair?.[as] ?? null;
    if (!standsIn(end, as) && (at < list.length - 1 || (runs.length === 0 && result.length > 0))) return;
    result.push({ runs, label, line, at });
    runs = [];
    label = null;
  });
  return result;
}

export function readView(
  list: readonly CriticParagraph[],
  as: As,
  profile: Profile,
  lang: string | undefined,
): ViewReading {
  const reader = new RoleReader(profile, lang);
  const view = inView(list, as);
  const texts = view.map(({ runs }) => runs.map(({ text }) => text).join(""));
  view.forEach(({ label, line }, i) => {
    const text = texts[i]!.trim();
    if (label !== null) reader.take({ text, line, label });
    else if (isLoneLabel(text)) reader.take({ text: "", line, label: text });
    else reader.take({ text, line });
  });
  reader.endSection();
  const paragraphs: ViewReading["paragraphs"] = new Map();
  const cuts: ViewReading["cuts"] = new Map();
  // A cover that the reader leaves out is kept in a redline: somebody has marked it.
  const left = view.length - reader.paragraphs.length;
  for (let i = 0; i < left; i++) paragraphs.set(view[i]!.at, { role: "text" });
  const labels = view.map(({ runs, label, at }, i) => {
    const typed = reader.paragraphs[i - left];
    if (typed === undefined) return null;
    const { text, ...what } = typed;
    paragraphs.set(at, what);
    const trimmed = texts[i]!.trim();
    if (label !== null || trimmed === text) return label;
    // The label with the one blank behind it: more may be under somebody's marks.
    const typedAs = trimmed.slice(0, trimmed.length - text.length).trimEnd();
    let cut = Math.min(texts[i]!.indexOf(typedAs) + typedAs.length + 1, texts[i]!.length);
    for (const run of runs) {
      cuts.set(run, Math.min(cut, run.text.length));
      cut -= run.text.length;
      if (cut <= 0) break;
    }
    return isLoneLabel(trimmed) ? trimmed : (typedLabel(trimmed)?.label ?? null);
  });
  return { as, paragraphs, cuts, labels, findings: reader.findings, lang: reader.lang };
}

/** An item without words: its pilcrow said that the paragraph is there. */
const isLoneLabel = (text: string): boolean => isNumbering(text) && typedLabel(`${text} x`)?.label === text;

/** Roles that say more than others win where the views differ. */
const weight = ({ role }: Typed): number => (role === "text" ? 0 : role === "item" || role === "call" ? 2 : 1);

/**
 * The runs of a paragraph without typed labels, and what it is: as the original has it, if that says as much as the
 * final. What is a label in one view only is text. A paragraph of neither view is like the item before it.
 */
export function withoutLabels(
  { runs }: CriticParagraph,
  at: number,
  views: readonly [ViewReading, ViewReading],
): [runs: Run[], what: Typed] {
  let kept = true;
  const cut = runs.map((run) => {
    const cuts = views.filter(({ as }) => standsIn(run, as)).map((view) => view.cuts.get(run) ?? 0);
    const least = cuts.length === 0 ? 0 : Math.min(...cuts);
    if (cuts.some((length) => run.text.slice(least, length).trim() !== "")) kept = false;
    return { ...run, text: run.text.slice(least) };
  });
  const [original, final] = views.map(({ paragraphs }) => paragraphs.get(at)) as [Typed | undefined, Typed | undefined];
  if (!kept) return [runs, { role: "text" }];
  if (original !== undefined && (final === undefined || weight(original) >= weight(final))) return [cut, original];
  return [cut, final ?? beside(at, views)];
}

function beside(at: number, views: readonly ViewReading[]): Typed {
  for (let i = at - 1; i >= 0; i--) {
    const before = views.map(({ paragraphs }) => paragraphs.get(i)).find((each) => each !== undefined);
    if (before?.role === "call") return { role: "item" };
    if (before?.role === "item")
      return { role: "item", ...(before.level === undefined ? {} : { level: before.level }) };
    if (before !== undefined) break;
  }
  return { role: "text" };
}
