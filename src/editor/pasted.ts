/**
 * What other programs put on the clipboard, as an edit. Loaded when the editor stands, so that the draft need not wait
 * for it; until then ProseMirror pastes by the schema alone.
 */
import { closeHistory } from "prosemirror-history";
import { type Labelling, type Part, PLAIN_LABELLING, partOf, partOfCall, roleOf } from "../../schema/index.ts";
import { markOf } from "../../schema/nodes.ts";
import type { EditorCore } from "../collab/binding.ts";
import { giveEdit } from "../collab/given-edit.ts";
import { readForeign } from "../formats/pasted/html.ts";
import { type RecognisedParagraph, type Surroundings, recognise, recogniseText } from "../formats/pasted/roles.ts";
import { withoutControls } from "../formats/text/lines.ts";
import { inert } from "./inert.ts";
import { pasteEdit } from "./paste-edit.ts";
import { pastePlace } from "./paste-place.ts";

export interface Pasted {
  html: string;
  text: string;
}

/** Puts the clipboard's text in the selection's place, as one change. */
export function pasteClipboard(core: EditorCore, pasted: Pasted, labelling: Labelling = PLAIN_LABELLING): void {
  const { profile, lang } = labelling;
  const { isEmpty } = pastePlace(core);
  pasteParagraphs(core, read(pasted, { part: partAt(core), profile, lang }, isEmpty));
}

export function pasteParagraphs(core: EditorCore, paragraphs: readonly RecognisedParagraph[]): void {
  const edit = pasteEdit(pastePlace(core), paragraphs);
  if (edit === null) return;
  const tr = closeHistory(core.state.tr).setMeta("paste", true).setMeta("uiEvent", "paste");
  core.dispatch(giveEdit(tr, edit));
}

/** The paragraphs; a single one is words, unless it comes into an empty paragraph. */
function read({ html, text }: Pasted, place: Surroundings, fillsEmpty: boolean): RecognisedParagraph[] {
  const foreign = html === "" ? null : readForeign(inert(html));
  const words = foreign === null ? [{ insert: withoutControls(text) }] : (foreign.paragraphs[0]?.ops ?? []);
  const isPhrase = foreign?.phrase ?? !/[\n\r\f\v\u0085\u2028\u2029]/.test(text);
  const paragraphs = foreign === null ? recogniseText(text, place) : recognise(foreign.paragraphs, place);
  const [only, second] = paragraphs;
  if (second !== undefined) return paragraphs;
  if (only !== undefined && fillsEmpty && (!isPhrase || only.role === "item")) return [only];
  if (foreign === null && !isPhrase) return paragraphs.map(({ ops }) => ({ ops }));
  return [{ ops: words }];
}

/** The part of the section where the selection begins. */
function partAt({ state: { doc, selection } }: EditorCore): Part {
  for (let k = selection.$from.index(0); k >= 0; k--) {
    const mark = markOf(doc.child(k));
    const stated = partOf(mark);
    if (stated !== null) return stated;
    if (roleOf(mark) === "call") return partOfCall(mark, doc.child(k).textContent, "preamble");
  }
  return "preamble";
}
