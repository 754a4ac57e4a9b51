/**
 * Word's format (ECMA-376, WordprocessingML). The redline holds real revisions: whoever accepts all has the final, and
 * whoever rejects all has the original. Labels are runs of text before a tab, their changes nobody's revision.
 */
import { changesIn } from "../json/draft-file.ts";
import { type DraftFile, isRightToLeft, sameAttributes } from "../../../schema/index.ts";
import { type Block, type Piece, blocksOf, sayObject } from "../blocks.ts";
import { type WrittenView, plain } from "../result.ts";
import { element, escape } from "../xml-write.ts";
import { Body } from "./write-body.ts";
import {
  CUSTOM,
  type Part,
  commentsExtended,
  coreProperties,
  footnotes,
  header,
  packageOf,
  settings,
  wordPart,
} from "./write-parts.ts";
import { type Around, proposalPages, proposalsAround } from "./write-proposals.ts";
import { styles } from "./write-styles.ts";
import { carried } from "./write-carried.ts";
import { part } from "./write-part.ts";
import { zip } from "./write-zip.ts";

/** The draft in a view as a file for Word. A redline says above and below the text which proposal it is. */
export function writeDocx(draft: DraftFile, view: WrittenView): Uint8Array {
  const { blocks, text } = viewOf(draft, view);
  return zip(filesOf(draft, view, blocks, text, view === "redline" ? carried(draft) : null));
}

/** The proposals of a draft one by one, each on a page with what it would change. Without proposals an empty page. */
export function writeProposals(draft: DraftFile): Uint8Array {
  const { blocks, around } = proposalPages(draft, isRightToLeft(draft));
  const quiet = { ...draft, comments: {} };
  return zip(filesOf(quiet, "redline", blocks, textOf(quiet, "redline", blocks, around), null));
}

/** The files of a redline by their paths, but for the part that has what they do not say. */
export function redlineFiles(draft: DraftFile): Map<string, string> {
  const { blocks, text } = viewOf(draft, "redline");
  const files = filesOf(draft, "redline", blocks, text, "");
  files.delete(CUSTOM);
  return files;
}

interface Text {
  main: string;
  /** Footnotes and comments, where there are some. */
  parts: Part[];
  hasFootnotes: boolean;
}

function viewOf(draft: DraftFile, view: WrittenView): { blocks: Block[]; text: Text } {
  const blocks = blocksOf(draft, view).map((block) => ({ ...block, pieces: joined(block.pieces, view) }));
  const around = view === "redline" ? proposalsAround(draft, blocks, isRightToLeft(draft)) : new Map();
  return { blocks, text: textOf(draft, view, blocks, around) };
}

function textOf(draft: DraftFile, view: WrittenView, blocks: readonly Block[], around: Around): Text {
  const rightToLeft = isRightToLeft(draft);
  const body = new Body(draft, blocks, view, rightToLeft, around);
  const text = body.paragraphs();
  const notes = body.footnotes();
  const comments = body.comments.parts();
  return {
    main: part("w:document", element("w:body", {}, text + section(rightToLeft))),
    parts: [
      ...(notes === "" ? [] : [wordPart("footnotes", footnotes(notes))]),
      ...(comments === null ? [] : [wordPart("comments", comments.comments), commentsExtended(comments.extended)]),
    ],
    hasFootnotes: notes !== "",
  };
}

function filesOf(
  draft: DraftFile,
  view: WrittenView,
  blocks: readonly Block[],
  { main, parts, hasFootnotes }: Text,
  custom: string | null,
): Map<string, string> {
  const all = [
    wordPart("header", header(escape(nameOf(blocks, "number")))),
    wordPart("styles", styles(draft.lang, isRightToLeft(draft))),
    wordPart("settings", settings(draft.lang, view === "redline" && changesIn(draft.ops).size > 0, hasFootnotes)),
    ...parts,
  ];
  const core = coreProperties(escape(nameOf(blocks, "title")), draft.lang);
  return packageOf(main, all, core, custom);
}

/** Neighbours that are alike in all that a document shows are one: what parted them is decided, or nobody's to see. */
function joined(pieces: readonly Piece[], view: WrittenView): Piece[] {
  const result: Piece[] = [];
  for (const piece of pieces) {
    const last = result.at(-1);
    if (typeof last?.insert === "string" && typeof piece.insert === "string" && alike(last, piece, view))
      result[result.length - 1] = { ...last, insert: last.insert + piece.insert };
    else result.push(piece);
  }
  return result;
}

const alike = (a: Piece, b: Piece, view: WrittenView): boolean =>
  a.formats.join() === b.formats.join() &&
  (view !== "redline" ||
    (a.ins === b.ins &&
      a.dels.join() === b.dels.join() &&
      a.threads.join() === b.threads.join() &&
      sameAttributes(a.more, b.more) &&
      a.sets.length + b.sets.length === 0));

/** A4 with ITU's margins. The header is the first part, so its relationship is the first. */
const section = (rightToLeft: boolean): string =>
  element(
    "w:sectPr",
    {},
    element("w:headerReference", { "w:type": "default", "r:id": "rId1" }) +
      element("w:pgSz", { "w:w": 11907, "w:h": 16840 }) +
      element("w:pgMar", {
        "w:top": 1418,
        "w:right": 1134,
        "w:bottom": 1418,
        "w:left": 1134,
        "w:header": 720,
        "w:footer": 720,
        "w:gutter": 0,
      }) +
      "<w:titlePg/>" +
      (rightToLeft ? "<w:bidi/>" : ""),
  );

/** The words of the first paragraph of a role, for the header and the list of files; empty without one. */
function nameOf(blocks: readonly Block[], role: Block["role"]): string {
  const found = blocks.find((block) => block.role === role);
  const standing = found?.pieces.filter(({ dels }) => dels.length === 0) ?? [];
  const words = standing.map(({ insert }) => (typeof insert === "string" ? insert : sayObject(insert)));
  return plain(words.join(""), 200);
}
