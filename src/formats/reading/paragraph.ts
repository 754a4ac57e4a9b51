/** A paragraph of a document as Word and HTML have it: pieces of text, and whose revisions are on them and on its mark. */
import type { Attributes, Format, Insert } from "../../../schema/index.ts";

/** The formats that are switched on or off somewhere; those that are not said are as they are around. */
export type Formats = Partial<Record<Format, boolean>>;

/** Where a paragraph or a style puts its paragraphs in a list. */
export interface ListPlace {
  num: string;
  level: number;
}

/** A paragraph's style with all that it is based on. */
export interface ParagraphStyle {
  /** As `recognise` knows it: `resno`, `enumlev1`; empty for one that says no role. */
  key: string;
  heading: boolean;
  formats: Formats;
  list: ListPlace | null;
}

/** Who proposed something, and when, as the file has it. */
export interface Revision {
  author: string;
  date: string;
  /** The name that both halves of a move have; null for what is no move. */
  move: string | null;
  /** The change that our own writer wrote it for, and the person; null in other files. */
  change: string | null;
  by: string | null;
}
/** A field that shows what it refers to: one value for all pieces of its result. */
export interface Reference {
  bookmark: string;
}
export interface Piece {
  insert: Insert;
  formats: readonly Format[];
  sets: readonly { format: Format; value: true | null; by: Revision }[];
  ins: Revision | null;
  dels: readonly Revision[];
  comments: string[];
  /** The reference whose result it is; null or nothing for other text. */
  reference?: Reference | null;
  /** What a later version says of it; null or nothing for nothing. */
  more?: Attributes | null;
}
export interface Look {
  style: ParagraphStyle;
  list: ListPlace | null;
}
export interface Paragraph {
  /** Of the story, from 1. */
  number: number;
  /** The name of the story; empty for the body. */
  part: string;
  pieces: Piece[];
  /** Of its mark. */
  ins: Revision | null;
  dels: readonly Revision[];
  look: Look;
  /** What it was, and who proposed to change it. */
  before: { look: Look; by: Revision } | null;
  /** The revisions on the typed label that was taken out of it. */
  label: readonly Revision[];
  /** Whether it is the last one of a cell or a box, before a table, or of the story: it joins with nothing. */
  closes: boolean;
  rightToLeft: boolean;
  /** The id of the mark that our own writer wrote; null in other files. */
  id: string | null;
  /** The same of what a later version says of it; null or nothing for nothing. */
  more?: Attributes | null;
  /** The decision that closed it and a digest of the words that it had, as our own writer has them. */
  agreed?: string | null;
}
