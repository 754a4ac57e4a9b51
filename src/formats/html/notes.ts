/**
 * Footnotes of pages: a sign in the text leads to a sign before the note, and that one leads back. So do Word,
 * LibreOffice and Google Docs write them, whatever they call the two.
 */
import { BLOCKS } from "../pasted/html.ts";
import type { Paragraph, Piece } from "../reading/paragraph.ts";
import { type HtmlElement, textOf } from "./tree.ts";

export interface HtmlNotes {
  /** The id of the note that a sign in the text stands for. */
  readonly references: ReadonlyMap<HtmlElement, string>;
  /** The id of the note that an element is. */
  readonly bodies: ReadonlyMap<HtmlElement, string>;
  /** The signs before the notes: they are counted, and no words. */
  readonly signs: ReadonlySet<HtmlElement>;
  /** What references and notes stand in: it is not left out as a whole, whatever it is. */
  readonly around: ReadonlySet<HtmlElement>;
}

interface Anchor {
  element: HtmlElement;
  names: string[];
  target: string;
  place: Place;
}
/** An element and those that it stands in: few of them, however many anchors stand in one. */
interface Place {
  element: HtmlElement;
  outer: Place | null;
}

function* outward(place: Place): Generator<HtmlElement> {
  for (let at: Place | null = place; at !== null; at = at.outer) yield at.element;
}

export function notesIn(root: HtmlElement): HtmlNotes {
  const anchors = anchorsIn(root);
  const byName = new Map(anchors.flatMap((anchor) => anchor.names.map((name) => [name, anchor] as const)));
  const references = new Map<HtmlElement, string>();
  const bodies = new Map<HtmlElement, string>();
  const signs = new Set<HtmlElement>();
  const around = new Set<HtmlElement>();
  for (const reference of anchors) {
    const sign = byName.get(reference.target);
    if (sign === undefined || sign === reference || !reference.names.includes(sign.target)) continue;
    const body = bodyOf(sign);
    // The second of the two is the note's; a note in a note, or around its own reference, is none.
    const isNote = !signs.has(reference.element) && !references.has(sign.element);
    if (!isNote || body === null || bodies.has(body) || isIn(reference.place, body)) continue;
    const id = `fn${references.size + 1}`;
    references.set(reference.element, id);
    bodies.set(body, id);
    signs.add(sign.element);
    for (const { place } of [reference, sign])
      for (const each of outward(place)) {
        if (around.has(each)) break;
        around.add(each);
      }
  }
  return { references, bodies, signs, around };
}

function isIn(place: Place, element: HtmlElement): boolean {
  for (const each of outward(place)) if (each === element) return true;
  return false;
}

function anchorsIn(root: HtmlElement): Anchor[] {
  const anchors: Anchor[] = [];
  const visit = (element: HtmlElement, outer: Place | null): void => {
    const place = { element, outer };
    const target = element.nodeName === "a" ? (element.getAttribute("href") ?? "") : "";
    const names = ["id", "name"].flatMap((name) => element.getAttribute(name) ?? []);
    if (target.startsWith("#") && names.length > 0 && isSign(element))
      anchors.push({ element, names, target: target.slice(1), place });
    for (const child of element.childNodes) visit(child, place);
  };
  visit(root, null);
  return anchors;
}

/** `1`, `[12]`, `*`: a chapter that leads back to the contents is no note. */
const isSign = (element: HtmlElement): boolean =>
  /^[[(]?[\p{N}\p{P}\p{S}ivxlc]{1,6}[\])]?$/u.test(textOf(element).trim());

const NOTE = /^(?:ftn|edn|sdfootnote|sdendnote)\d+$/;

/** The element that is a note: the one that programs name, else the paragraph that begins with the sign. */
function bodyOf({ element: sign, place }: Anchor): HtmlElement | null {
  let paragraph: HtmlElement | null = null;
  for (const element of outward(place)) {
    if (element === sign) continue;
    if (NOTE.test(element.getAttribute("id") ?? "")) return element;
    if (BLOCKS.has(element.nodeName) && !WHOLE.has(element.nodeName)) paragraph ??= element;
  }
  return paragraph;
}
const WHOLE = new Set(["html", "body", "main", "article", "table", "tbody", "tr"]);

/** What the paragraphs of a note say, as lines of one. */
export const joined = ([first, ...more]: readonly Paragraph[]): Piece[] => [
  ...(first?.pieces ?? []),
  ...more.flatMap(({ pieces, ins, dels }): Piece[] => [
    { insert: { break: true }, formats: [], sets: [], ins, dels, comments: [] },
    ...pieces,
  ]),
];
