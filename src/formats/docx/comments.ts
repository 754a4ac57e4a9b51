/** The comments of a document: a message each, answers in the thread of what they answer. */
import { type Comment, ID } from "../../../schema/index.ts";
import { type Proposer, timeOf } from "../authors.ts";
import { plain } from "../result.ts";
import type { Notes } from "../reading/notes.ts";
import { type Element, textIn } from "./xml.ts";

interface Written {
  thread: string;
  comment: Comment;
}

export class Comments {
  /** The messages by their keys in a draft, `<thread>/<message>`. */
  readonly messages: Record<string, Comment> = {};
  private readonly written = new Map<string, Written>();

  constructor(
    comments: Element | undefined,
    extended: Element | undefined,
    proposer: (author: string) => Proposer,
    private readonly notes: Notes,
  ) {
    const elements = (comments?.elements ?? []).filter(({ name }) => name === "w:comment");
    const threads = threadsOf(elements, extended);
    for (const [i, element] of elements.entries()) {
      const { attributes } = element;
      // A note of our own writer says again what a revision says.
      if (attributes["plenary:note"] !== undefined) continue;
      const { delegation, by } = proposer(attributes["w:author"] ?? "");
      const comment: Comment = {
        delegation,
        by: attributes["plenary:by"] ?? by,
        time: timeOf(attributes["w:date"] ?? ""),
        text: wordsIn(element),
      };
      const thread = threads.get(element)!;
      this.written.set(attributes["w:id"] ?? "", { thread, comment });
      this.messages[`${thread}/m${String(i + 1).padStart(4, "0")}`] = comment;
    }
  }

  /** Says which comments are on no words: they are kept, but stand nowhere. */
  noteLoose(anchored: ReadonlySet<string>): void {
    const threads = new Set([...anchored].map((id) => this.threadOf(id)));
    for (const [id, { comment, thread }] of this.written)
      if (!threads.has(thread)) this.notes.add(`comment ${id}`, `is on no words: “${plain(comment.text, 40)}”`);
  }

  /** The thread of a comment; null for one that is not there. */
  threadOf(id: string): string | null {
    return this.written.get(id)?.thread ?? null;
  }
}

const MOST_STEPS = 32;

/** The thread of each comment: its own, or that of the one that it answers (MS-DOCX §2.6.2). */
function threadsOf(elements: readonly Element[], extended: Element | undefined): Map<Element, string> {
  const parents = new Map<string, string>();
  for (const { attributes } of extended?.elements ?? []) {
    const parent = attributes["w15:paraIdParent"];
    if (parent !== undefined) parents.set(attributes["w15:paraId"] ?? "", parent);
  }
  const byParagraph = new Map<string, Element>();
  for (const element of elements)
    for (const { attributes } of element.elements) {
      const id = attributes["w14:paraId"];
      if (id !== undefined) byParagraph.set(id, element);
    }
  const numbers = new Map(elements.map((element, i) => [element, i]));
  const result = new Map<Element, string>();
  elements.forEach((element, i) => {
    let first = element;
    // Word's answers answer the first comment; a chain or a circle of others is followed only so far.
    for (let step = 0; step < MOST_STEPS; step++) {
      const answered = first.elements
        .map(({ attributes }) => byParagraph.get(parents.get(attributes["w14:paraId"] ?? "") ?? ""))
        .find((each) => each !== undefined && each !== first);
      if (answered === undefined) break;
      first = answered;
    }
    const own = first.attributes["plenary:thread"];
    const number = first === element ? i : numbers.get(first)!;
    result.set(element, own !== undefined && ID.test(own) ? own : `c${number + 1}`);
  });
  return result;
}

/** The text of a comment, a line for each paragraph. */
function wordsIn(comment: Element): string {
  const words = (element: Element): string =>
    element.elements
      .map((child) => {
        if (child.name === "w:t" || child.name === "w:delText") return textIn(child);
        if (child.name === "w:tab") return "\t";
        return child.name === "w:br" ? "\n" : words(child);
      })
      .join("");
  return comment.elements.map(words).join("\n").trim();
}
