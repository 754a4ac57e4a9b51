/** Comments: the threads of the draft at their anchors, and notes on what Word has no revision for. */
import { type ChangeId, type Comment, type DraftFile, delegationOf } from "../../../schema/index.ts";
import type { Block, Piece } from "../blocks.ts";
import { threadsOf } from "../remarks.ts";
import { element, escape } from "../xml-write.ts";
import { type Revisions, dateOf } from "./write-revisions.ts";
import { part, val } from "./write-part.ts";

interface Written {
  id: number;
  comment: Pick<Comment, "delegation" | "by" | "text"> & { time?: string };
  /** The first comment of its thread; null for that one itself. */
  answers: number | null;
  thread: string | null;
}

/** Where a comment ends: its range, and the run that refers to it. */
export interface End {
  range: string;
  run: string;
}

export class Comments {
  readonly before = new Map<Piece, string>();
  /** The ends of comments, which go into the revision of their last words: where these go, so does the comment. */
  readonly ends = new Map<Piece, End[]>();
  /** Where threads stand whose words are gone, or are in a footnote, where Word has no comments. */
  readonly loose: string;
  private readonly list: Written[] = [];

  constructor(
    private readonly draft: Pick<DraftFile, "comments" | "changes">,
    body: readonly Block[],
    private readonly revise: Revisions,
  ) {
    const anchors = new Map<string, { first: Piece; last: Piece }>();
    for (const { pieces } of body) {
      for (const piece of pieces)
        for (const thread of piece.threads)
          anchors.set(thread, { first: anchors.get(thread)?.first ?? piece, last: piece });
    }
    let loose = "";
    for (const [thread, messages] of threadsOf(draft.comments)) {
      const first = this.list.length;
      for (const comment of messages) {
        const answers = this.list.length === first ? null : this.list[first]!.id;
        const { start, end } = this.add({ comment, answers, thread });
        const anchor = anchors.get(thread);
        if (anchor === undefined) loose += start + end.range + end.run;
        else {
          this.before.set(anchor.first, (this.before.get(anchor.first) ?? "") + start);
          this.ends.set(anchor.last, [end, ...(this.ends.get(anchor.last) ?? [])]);
        }
      }
    }
    this.loose = loose;
  }

  /** Says what else a change does. Gives what stands before and behind the words. */
  note(change: ChangeId, text: string): { start: string; end: End } {
    const known = Object.hasOwn(this.draft.changes, change) ? this.draft.changes[change] : undefined;
    const comment = { delegation: delegationOf(change), by: known?.by ?? "", time: known?.time, text };
    return this.add({ comment, answers: null, thread: null });
  }

  private add(written: Omit<Written, "id">): { start: string; end: End } {
    const id = this.revise.next();
    this.list.push({ id, ...written });
    const which = { "w:id": id };
    return {
      start: element("w:commentRangeStart", which),
      end: {
        range: element("w:commentRangeEnd", which),
        run: element("w:r", {}, element("w:commentReference", which)),
      },
    };
  }

  /** The parts `comments.xml` and `commentsExtended.xml`; null without a comment. */
  parts(): { comments: string; extended: string } | null {
    if (this.list.length === 0) return null;
    const extended = this.list.map(({ id, answers }) =>
      element("w15:commentEx", {
        "w15:paraId": paragraphId(id),
        "w15:paraIdParent": answers === null ? null : paragraphId(answers),
        "w15:done": 0,
      }),
    );
    return {
      comments: part("w:comments", this.list.map(commentXml).join("")),
      extended: part("w15:commentsEx", extended.join("")),
    };
  }
}

/** The paragraphs of comments are numbered, because answers refer to them (MS-DOCX §2.6.2). */
const paragraphId = (id: number): string => id.toString(16).toUpperCase().padStart(8, "0");

function commentXml({ id, thread, comment: { delegation, by, time, text } }: Written): string {
  const attributes = {
    "w:id": id,
    "w:author": delegation,
    "w:date": dateOf(time),
    "w:initials": delegation,
    "plenary:by": by === "" ? null : by,
    // A comment without a thread says again what a revision says: who reads the file back may leave it.
    "plenary:thread": thread,
    "plenary:note": thread === null ? 1 : null,
  };
  const lines = text.split("\n").map((line) => `<w:t xml:space="preserve">${escape(line)}</w:t>`);
  const paragraph =
    element("w:pPr", {}, val("w:pStyle", "CommentText")) +
    element("w:r", {}, "<w:annotationRef/>") +
    element("w:r", {}, lines.join("<w:br/>"));
  return element("w:comment", attributes, element("w:p", { "w14:paraId": paragraphId(id) }, paragraph));
}
