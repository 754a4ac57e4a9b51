/**
 * The editor's state bound to the draft's text. Out: a user's transaction becomes an edit, the edit a proposal, and that
 * is what the state and the text receive. In: a change of the text becomes steps. After each transaction the document is
 * the projection of the text (P1). Works without a DOM; a view, where there is one, is told of every state.
 */
import { history } from "prosemirror-history";
import { EditorState, type Plugin, PluginKey, Selection, TextSelection, type Transaction } from "prosemirror-state";
import {
  type Attributes,
  type Change,
  type ChangeId,
  Delta,
  type Op,
  canonicalSequence,
  deletionKey,
  leadOf,
  passedBy,
  reachOf,
  sameValue,
} from "../../schema/index.ts";
import { markOf } from "../../schema/nodes.ts";
import {
  type Author,
  type CompletedEdit,
  asOneChange,
  carriesProposals,
  direct,
  keepingIds,
  touchesAgreed,
  track,
} from "../revision/index.ts";
import { applyChange } from "./apply-change.ts";
import { caretMarks, carry } from "./caret.ts";
import { cleanText } from "./clean-text.ts";
import { closeChange } from "./closing.ts";
import { type Cut, cutBy, pastes, withIds } from "./cut.ts";
import type { DraftText } from "./draft-text.ts";
import { completed, textsCut } from "./footnotes.ts";
import { type Window, docDiff, sameDelta, windowOf } from "./edit-delta.ts";
import { type GivenEdit, givenEdit } from "./given-edit.ts";
import { goingOn } from "./going-on.ts";
import { Ids, uses } from "./ids.ts";
import { settleJoins } from "./joins.ts";
import type { MemberRole } from "./protocol.ts";
import { indexAt, itemCount, positionAt, project, sequenceOf } from "./projection.ts";
import { concernsProposals, correction, isReplay, sparing, withoutRedo } from "./replay.ts";

/** Whether edits become proposals or change the text itself. */
export type Mode = "propose" | "direct";
export interface Person {
  name: string;
  delegation: string;
  role: MemberRole;
}
/** What of an editor view the binding needs. */
export interface Screen {
  readonly composing: boolean;
  /** Dispatches the selection that the browser has made and not told of yet. */
  readSelection(): void;
  updateState(state: EditorState): void;
}
export interface CoreOptions {
  me: Person;
  mode: Mode;
  /** Tells this editor's ids from all others'; random without it. */
  session?: string;
  plugins?: Plugin[];
  /** Called when an edit was refused because it would change an agreed paragraph (G4). */
  onAgreed?: () => void;
  /** Asserts P1 after every transaction. Costs a walk over the whole draft. */
  check?: boolean;
}

/** Set on transactions that come from the text. */
export const REMOTE = new PluginKey("remote change");

export class EditorCore {
  state: EditorState;
  mode: Mode;
  screen: Screen | null = null;
  /** The change that text typed at the caret belongs to, when a deletion just before began it. */
  private begun: ChangeId | null = null;
  /** What was cut just before: pasted elsewhere, it is the same change, a move. */
  private cut: Cut | null = null;
  /** The texts of the footnotes among what was cut last, for as often as it is pasted. */
  private cutFootnotes: ReturnType<typeof textsCut> = new Map();
  /** Whether the text lacks its last mark, which the document shows all the same. */
  private open: boolean;
  private readonly ids: Ids;
  private readonly records;
  private readonly stop: () => void;

  constructor(
    readonly text: DraftText,
    readonly options: CoreOptions,
  ) {
    this.ids = new Ids(options.me.delegation, options.session);
    this.mode = options.mode;
    this.records = text.doc.getMap<Change>("changes");
    const doc = project(text.sequence());
    this.open = itemCount(doc) > text.text.length;
    this.state = EditorState.create({ doc, plugins: [history(), ...(options.plugins ?? [])] });
    this.state = this.withCaretMarks(this.state, null);
    this.stop = text.observe((delta) => this.receive(delta));
  }

  destroy(): void {
    this.stop();
  }

  get me(): Person {
    return this.options.me;
  }
  /** Nothing can be written before the text has come, nor by those who only read. */
  get editable(): boolean {
    return this.me.role !== "observer" && this.text.text.length > 0;
  }

  /** Whether a pending change is this person's own. */
  readonly owns = (change: ChangeId): boolean => {
    const { name, delegation } = this.me;
    if (this.ids.gave(change)) return true;
    const record = this.records.get(change);
    return record?.by === name && record.delegation === delegation;
  };

  /** Whether a deletion here leaves an item as it is: struck by us already, or, in direct mode, pending. */
  readonly stays = (attributes: Attributes | undefined): boolean =>
    attributes !== undefined &&
    (this.mode === "propose" ? attributes[deletionKey(this.me.delegation)] : attributes.ins) !== undefined;

  setMode(mode: Mode): void {
    this.mode = mode;
    this.begun = null;
    this.show(this.withCaretMarks(this.state, null));
  }

  /** Takes a transaction of the user's, be it a selection, an edit, or an undo. */
  dispatch(tr: Transaction): void {
    const given = givenEdit(tr);
    if (!tr.docChanged && given === undefined) {
      if (tr.selectionSet && !tr.selection.eq(this.state.selection)) this.begun = null;
      const next = this.state.apply(tr);
      return this.show(
        tr.selectionSet || tr.storedMarksSet ? this.withCaretMarks(next, tr.storedMarksSet ? tr : null) : next,
      );
    }
    if (!this.editable) return this.show(this.state); // also draws over what the browser did
    if (isReplay(tr)) this.replay(tr);
    else this.edit(tr, given);
    this.show(this.withCaretMarks(this.state, null));
    this.check();
  }

  /** [P1] Throws when the document is not the projection of the text. */
  assertProjection(): void {
    const expected = project(this.text.sequence());
    if (this.state.doc.eq(expected)) return;
    const show = (doc: typeof expected) => JSON.stringify(canonicalSequence(sequenceOf(doc).ops as Op[]).ops);
    throw new Error(
      `the document is not the projection of the text (P1)\ndocument ${show(this.state.doc)}\ntext     ${show(expected)}`,
    );
  }

  /** Carries an edit out as what it becomes. */
  private edit(tr: Transaction, given: GivenEdit | undefined): void {
    if (given === undefined) cleanText(tr);
    const { delta, exact } = given === undefined ? docDiff(tr) : { delta: given.delta, exact: false };
    if (delta.ops.length === 0) return this.commit(given === undefined ? this.state.apply(tr) : this.state, delta);
    const event = tr.getMeta("uiEvent") as unknown;
    const moving = given?.moves === true || event === "drop";
    const { edit: whole, ids } = this.completed(delta, { moves: moving });
    const window = this.window(whole);
    const settled = settleJoins(window.sequence, window.edit, this.me.delegation, this.stays);
    if (touchesAgreed(window.sequence, settled)) return this.options.onAgreed?.();
    const pasted = pastes(tr, settled, this.cut) ? this.cut : null;
    const moved = event === "drop" ? cutBy(window, this.ids.fresh) : pasted;
    const moves = moving || pasted !== null;
    const edit = moved === null ? settled : withIds(settled, moved.ids);
    const proposed =
      given?.proposed === true || (moves && this.mode === "direct" && strikesProposals(window.sequence, edit));
    const change =
      pasted?.change ??
      (moves || proposed ? this.ids.fresh : (goingOn(window.sequence, edit, this.owns, this.begun) ?? this.ids.fresh));
    const markId = keepingIds(moves ? this.ids.moved : this.ids.mark, ids);
    const outcome =
      this.mode === "propose" || proposed
        ? track(
            window.sequence,
            edit,
            { ...asOneChange({ ...this.author(change), moves }, ids), markId },
            window.from > 0,
          )
        : direct(window.sequence, edit, markId, window.from > 0);
    const written = fromStart(window, outcome);
    if (this.touchesBareMark(written)) return;
    this.begun = given?.goesOn === true ? change : null;
    this.cut = null;
    if (event === "cut") {
      if (uses(written, change)) this.cut = cutBy(window, change);
      this.cutFootnotes = textsCut(this.state.doc, delta, this.mode === "propose" ? this.me.delegation : null);
    }
    const asItIs = exact && whole === delta && sameDelta(outcome, window.edit);
    this.commit(this.state.apply(asItIs ? tr : this.instead(tr, given, whole, written)), written);
  }

  /** The transaction that carries out `written` in the place of one that meant `delta`. */
  private instead(meant: Transaction, given: GivenEdit | undefined, delta: Delta, written: Delta): Transaction {
    const { tr, selection, doc } = this.state;
    applyChange(tr, written);
    keepMeta(meant, tr);
    // A browser deletes forward when the caret stood before what went.
    const forward = given?.forward ?? (selection.empty && indexAt(doc, selection.from) === leadOf(delta.ops as Op[]));
    const place = (index: number) =>
      positionAt(tr.doc, Math.min(carry(delta, written, index, forward), itemCount(tr.doc) - 1));
    if (given !== undefined)
      return given.caret === undefined ? tr : tr.setSelection(TextSelection.create(tr.doc, place(given.caret)));
    if (!(meant.selection instanceof TextSelection)) return tr;
    const [anchor, head] = [indexAt(meant.doc, meant.selection.anchor), indexAt(meant.doc, meant.selection.head)];
    return tr.setSelection(TextSelection.create(tr.doc, place(anchor), place(head)));
  }

  /** Applies an undo or redo, and corrects the document where it may not do what it did. */
  private replay(tr: Transaction): void {
    const { delta } = docDiff(tr);
    const next = this.state.apply(tr);
    this.begun = null;
    if (delta.ops.length === 0) return this.commit(next, delta);
    const { edit: whole, ids } = this.completed(delta, { history: true });
    const window = this.window(whole);
    const edit = sparing(this.text.text, window.index, window.edit);
    const outcome = this.replayed(window.sequence, edit, ids, window.from > 0);
    const written = fromStart(window, outcome);
    if (this.touchesBareMark(written)) return;
    const done = sequenceOf(next.doc, window.from, next.doc.childCount - (this.state.doc.childCount - window.to));
    const fix = correction(done, window.sequence.compose(outcome));
    this.commit(this.corrected(next, tr, fromStart(window, fix)), written);
  }

  /** What an undone or redone edit becomes: nothing in an agreed paragraph, so that the history goes on past it. */
  private replayed(sequence: Delta, edit: Delta, ids: CompletedEdit["ids"], afterMark: boolean): Delta {
    if (touchesAgreed(sequence, edit)) {
      this.options.onAgreed?.();
      return new Delta();
    }
    const asProposal = this.mode === "propose" || concernsProposals(sequence, edit);
    return asProposal
      ? track(sequence, edit, asOneChange({ ...this.author(this.ids.fresh), history: true }, ids), afterMark)
      : direct(sequence, edit, keepingIds(this.ids.mark, ids), afterMark);
  }

  private corrected(state: EditorState, replay: Transaction, fix: Delta): EditorState {
    if (fix.ops.length === 0) return state;
    const { tr } = state;
    applyChange(tr, fix);
    const inText = (fix.ops as Op[]).some((op) => op.insert !== undefined || op.delete !== undefined);
    // A correction of attributes (ids are never used twice) belongs to what is undone or redone with it.
    if (!inText) return state.apply(tr.setMeta("appendedTransaction", replay));
    const next = state.apply(tr.setMeta("addToHistory", false));
    return next.apply(withoutRedo(next));
  }

  /** A change that others made. */
  private receive(change: Delta): void {
    this.screen?.readSelection();
    const { state, screen } = this;
    const { tr } = state;
    try {
      const { delta, open } = closeChange(change, state.doc, this.open);
      applyChange(tr, delta);
      this.open = open;
    } catch (error) {
      this.reload();
      throw error;
    }
    if (state.selection instanceof TextSelection && state.selection.empty) {
      // What others type at the caret comes behind it, or it would part one's own words.
      tr.setSelection(Selection.near(tr.doc.resolve(tr.mapping.map(state.selection.head, -1))));
    }
    const next = state.apply(asRemote(tr));
    // Stored marks would end a composition.
    this.show(screen?.composing === true ? next : this.withCaretMarks(next, state.storedMarks === null ? null : state));
    this.check();
  }

  /** Puts the projection of the text in the document's place: whatever went wrong, what one sees is the draft. */
  private reload(): void {
    const doc = project(this.text.sequence());
    this.open = itemCount(doc) > this.text.text.length;
    const { tr } = this.state;
    this.show(this.state.apply(asRemote(tr.replaceWith(0, tr.doc.content.size, doc.content))));
  }

  private completed(delta: Delta, as: { moves?: boolean; history?: boolean }): CompletedEdit {
    const delegation = this.mode === "propose" ? this.me.delegation : null;
    return completed(this.state.doc, delta, { delegation, markId: this.ids.mark, cut: this.cutFootnotes, ...as });
  }

  private window(delta: Delta): Window {
    // A mark that we struck ends no paragraph for us: a join looks at the text before it too.
    return windowOf(this.state.doc, delta, (block) => this.stays(markOf(block)));
  }

  /** The state comes first: whoever hears of the text may answer at once. */
  private commit(state: EditorState, change: Delta): void {
    this.state = state;
    if (change.ops.length === 0) return;
    this.ids.note(change);
    this.text.write(change, this);
  }

  private show(state: EditorState): void {
    this.state = state;
    this.screen?.updateState(state);
  }

  private check(): void {
    if (this.options.check === true) this.assertProjection();
  }

  private author(change: ChangeId): Author {
    return { delegation: this.me.delegation, change, owns: this.owns, markId: this.ids.mark };
  }

  /** The state with the marks stored that tracking gives to what is typed at the caret; `chosen` has formats for it. */
  private withCaretMarks(
    state: EditorState,
    chosen: { readonly storedMarks: EditorState["storedMarks"] } | null,
  ): EditorState {
    const { selection } = state;
    if (this.screen?.composing === true || !(selection instanceof TextSelection) || selection.$cursor === null)
      return state;
    const change = this.mode === "propose" ? (this.begun ?? this.ids.fresh) : null;
    const marks = caretMarks(selection.$cursor, change, this.owns, chosen?.storedMarks ?? null);
    return sameValue(marks, state.storedMarks) ? state : state.apply(state.tr.setStoredMarks(marks));
  }

  /** The mark that closes an open text is not ours to write: the server will. */
  private touchesBareMark(change: Delta): boolean {
    return this.open && reachOf(change.ops as Op[]) > this.text.text.length;
  }
}

const asRemote = (tr: Transaction): Transaction => tr.setMeta("addToHistory", false).setMeta(REMOTE, true);

function keepMeta(from: Transaction, to: Transaction): void {
  const { meta } = from as unknown as { meta: Record<string, unknown> };
  for (const key in meta) to.setMeta(key, meta[key]);
  to.setTime(from.time);
  if (from.scrolledIntoView) to.scrollIntoView();
}

const fromStart = ({ index }: Window, delta: Delta): Delta => new Delta().retain(index).concat(delta).chop();

/** Whether an edit deletes adopted text that somebody has proposals on. */
function strikesProposals(sequence: Delta, edit: Delta): boolean {
  let at = 0;
  return (edit.ops as Op[]).some((op) => {
    const from = at;
    at += passedBy(op);
    return op.delete !== undefined && carriesProposals(sequence.slice(from, at));
  });
}
