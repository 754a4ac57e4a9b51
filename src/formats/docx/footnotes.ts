/** The footnotes and endnotes of a document: an object where one is referred to, and a paragraph at the draft's end. */
import { ID, type Insert } from "../../../schema/index.ts";
import type { Paragraph, Piece } from "../reading/paragraph.ts";
import { type Around, type Sources, Story } from "./story.ts";
import { type Element, childOf, textIn } from "./xml.ts";

type Kind = "footnote" | "endnote";
interface Reference {
  id: string;
  place: string;
  element: Element;
  around: Around;
}

export class Footnotes {
  private readonly elements = new Map<string, Element>();
  private readonly references = new Map<string, Reference>();
  private readonly taken = new Set<string>();

  constructor(
    parts: Record<Kind, Element | undefined>,
    private readonly sources: Omit<Sources, "note" | "told">,
  ) {
    for (const kind of ["footnote", "endnote"] as const) {
      for (const element of parts[kind]?.elements ?? []) {
        const { "w:id": id = "", "w:type": type = "normal" } = element.attributes;
        // The lines above footnotes are notes of other types.
        if (element.name === `w:${kind}` && type === "normal") this.elements.set(`${kind} ${id}`, element);
      }
    }
  }

  /** The object of a note that the text refers to; null where the document has no such note. */
  refer(kind: Kind, id: string, around: Around): Insert | null {
    const place = `${kind} ${id}`;
    const element = this.elements.get(place);
    if (element === undefined) return null;
    let reference = this.references.get(place);
    if (reference === undefined) {
      if (kind === "endnote") this.sources.notes.add(place, "an endnote is set as a footnote");
      reference = { id: this.idOf(element), place, element, around };
      this.references.set(place, reference);
    } else this.sources.notes.add(place, "referred to more than once");
    return { footnote: reference.id };
  }

  /** Their paragraphs, in the order of the references; one for each note, as a draft has them. */
  paragraphs(): Paragraph[] {
    for (const [place, element] of this.elements)
      if (!this.references.has(place) && textIn(element).trim() !== "")
        this.sources.notes.add(place, "left out: nothing in the text refers to it");
    return [...this.references.values()].map((reference) => this.paragraph(reference));
  }

  private paragraph({ id, place, element, around }: Reference): Paragraph {
    const story = new Story({ ...this.sources, note: () => null, told: () => [] }, place, true);
    // What was proposed of the reference was proposed of the note.
    story.read(element, around);
    const [first] = story.paragraphs;
    if (first === undefined) story.read({ ...EMPTY, elements: [EMPTY] }, around);
    const [paragraph, ...more] = story.paragraphs as [Paragraph, ...Paragraph[]];
    if (more.length > 0) this.sources.notes.add(place, "its paragraphs are set as lines of one");
    const joined = more.flatMap(({ pieces, ins, dels }): Piece[] => [
      { insert: { break: true }, formats: [], sets: [], ins, dels, comments: [] },
      ...pieces,
    ]);
    const pieces = withoutLead([...paragraph.pieces, ...joined]);
    return { ...paragraph, pieces, ins: around.ins, dels: around.dels, before: null, id, closes: true };
  }

  /** The id of its mark: that of our own writer, or one of its number. */
  private idOf(element: Element): string {
    const own = childOf(element, "w:p")?.attributes["plenary:id"];
    const isFree = own !== undefined && ID.test(own) && !this.taken.has(own);
    let id = isFree ? own : `fn${this.references.size + 1}`;
    while (this.taken.has(id)) id = `${id}~`;
    this.taken.add(id);
    return id;
  }
}

const EMPTY: Element = { name: "w:p", attributes: {}, elements: [], text: "" };

/** The blank between the number and the words of a note. */
function withoutLead(pieces: readonly Piece[]): Piece[] {
  const [first, ...rest] = pieces;
  if (typeof first?.insert !== "string") return [...pieces];
  const insert = first.insert.trimStart();
  return insert === "" ? withoutLead(rest) : [{ ...first, insert }, ...rest];
}
