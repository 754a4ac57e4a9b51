/**
 * PDF, for reading and printing: set by Typst, tagged (PDF/UA-1 where the text allows it), the same bytes each time. What
 * is proposed is told by lines, by bars and codes in the margin, and by colour, so that it is read in black and white too.
 */
import type { DraftFile } from "../../../schema/index.ts";
import type { WriteOptions, WrittenView } from "../result.ts";
import { printOf } from "./print.ts";
import { typeset } from "./typeset.ts";

export const writePdf = (draft: DraftFile, view: WrittenView, options: WriteOptions = {}): Promise<Uint8Array> =>
  typeset(printOf(draft, view, options));
