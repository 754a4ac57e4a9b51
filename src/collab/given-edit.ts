/** An edit given as such: a command that knows better than steps can say what it means. */
import { PluginKey, type Transaction } from "prosemirror-state";
import type { Delta } from "../../schema/index.ts";

export interface GivenEdit {
  delta: Delta;
  /** Where the caret is after the edit: an index in the edited sequence. Without it the selection stays what it is. */
  caret?: number;
  /** Whether the caret is behind what the edit deleted there. */
  forward?: boolean;
  /** What is typed at the caret next belongs to the same change. */
  goesOn?: boolean;
  /** It moves text: it is one change of its own, and in it one's own pending text keeps its id. */
  moves?: boolean;
  /** A change of its own, in direct mode too: somebody else's advice rather than what was typed. */
  proposed?: boolean;
}
const GIVEN = new PluginKey("given edit");

/** The transaction that asks for an edit. It is carried out when the core dispatches it. */
export const giveEdit = (tr: Transaction, edit: GivenEdit): Transaction => tr.setMeta(GIVEN, edit).scrollIntoView();

/** The edit that a transaction asks for; undefined when its steps say what it does. */
export const givenEdit = (tr: Transaction): GivenEdit | undefined => tr.getMeta(GIVEN);
