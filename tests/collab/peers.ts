/** Editors without a DOM over documents of their own, whose updates are delivered by hand. */
import { AllSelection, type Command, TextSelection } from "prosemirror-state";
import * as Y from "yjs";
import { type Attributes, Delta, type Op, type Role, canonicalSequence, plainText, view } from "../../schema/index.ts";
import { type CoreOptions, EditorCore } from "../../src/collab/binding.ts";
import { DraftText } from "../../src/collab/draft-text.ts";
import { indexAt, positionAt } from "../../src/collab/projection.ts";
import {
  breakParagraph,
  changeLevel,
  changeRole,
  redo,
  remove,
  toggleFormat,
  undo,
} from "../../src/editor/commands.ts";
import type { Reach } from "../../src/editor/deletion.ts";
import { moveParagraphs } from "../../src/editor/moving.ts";
import { type Client, Network, redline } from "../network.ts";

/** Somebody at an editor. Indexes are those of the sequence, not of ProseMirror. */
export class Peer {
  readonly core: EditorCore;
  private readonly outbox: Uint8Array[] = [];

  constructor(text: DraftText, options: Partial<CoreOptions> & { me: CoreOptions["me"] }) {
    this.core = new EditorCore(text, { mode: "propose", session: `s${text.doc.clientID}`, check: true, ...options });
    this.doc.on("update", (update: Uint8Array, origin: unknown) => {
      if (origin !== "remote") this.outbox.push(update);
    });
  }

  get doc(): Y.Doc {
    return this.core.text.doc;
  }
  get sequence(): Delta {
    return canonicalSequence(this.core.text.sequence().ops as Op[]);
  }
  get redline(): string {
    return redline(this.sequence);
  }
  get original(): string {
    return plainText(view(this.sequence, "original").ops as Op[]).replaceAll("\n", "¶");
  }
  get final(): string {
    return plainText(view(this.sequence, "final").ops as Op[]).replaceAll("\n", "¶");
  }
  /** The redline's text with the caret in it. */
  get caret(): string {
    const text = plainText(this.sequence.ops as Op[]).replaceAll("\n", "¶");
    const { doc, selection } = this.core.state;
    const at = indexAt(doc, selection.head);
    return `${text.slice(0, at)}|${text.slice(at)}`;
  }

  /** Sends what was written since the last time. */
  send(...to: Peer[]): void {
    for (const update of this.outbox.splice(0)) for (const peer of to) Y.applyUpdate(peer.doc, update, "remote");
  }

  /** The index of a text in the redline. */
  at(text: string, offset = 0): number {
    const index = plainText(this.sequence.ops as Op[]).indexOf(text);
    if (index < 0) throw new Error(`"${text}" is not in "${plainText(this.sequence.ops as Op[])}"`);
    return index + offset;
  }
  select(from: number, to = from): this {
    const { state } = this.core;
    const selection = TextSelection.create(state.doc, positionAt(state.doc, from), positionAt(state.doc, to));
    this.core.dispatch(state.tr.setSelection(selection));
    return this;
  }
  selectAll(): this {
    this.core.dispatch(this.core.state.tr.setSelection(new AllSelection(this.core.state.doc)));
    return this;
  }
  /** Types character by character at the caret, as a keyboard does; over the selection first. */
  type(text: string): this {
    for (const character of text) this.core.dispatch(this.core.state.tr.insertText(character));
    return this;
  }
  run(command: Command): boolean {
    return command(this.core.state, (tr) => this.core.dispatch(tr));
  }
  private press(command: Command): this {
    this.run(command);
    return this;
  }
  backspace(times = 1, reach: Reach = "character"): this {
    for (let i = 0; i < times; i++) this.press(remove(this.core, -1, reach));
    return this;
  }
  delete(times = 1, reach: Reach = "character"): this {
    for (let i = 0; i < times; i++) this.press(remove(this.core, 1, reach));
    return this;
  }
  enter(): this {
    return this.press(breakParagraph(this.core));
  }
  level(by: number): this {
    return this.press(changeLevel(this.core, by));
  }
  role(role: Role): this {
    return this.press(changeRole(this.core, role));
  }
  /** Past the neighbour above (-1) or below (1). */
  move(by: 1 | -1): this {
    return this.press(moveParagraphs(this.core, by));
  }
  em(): this {
    return this.press(toggleFormat(this.core, "em"));
  }
  undo(times = 1): this {
    for (let i = 0; i < times; i++) this.press(undo);
    return this;
  }
  redo(): this {
    return this.press(redo);
  }
  /** Ends the group of edits that are undone together, as a pause does. */
  pause(): this {
    return this.select(0).select(this.length - 1);
  }
  get length(): number {
    return this.core.text.text.length;
  }

  marksAt(index: number): Attributes | undefined {
    return (this.core.text.sequence().slice(index, index + 1).ops as Op[])[0]?.attributes;
  }
  /** Writes what no honest editor of this person would. */
  raw(delta: Delta): void {
    this.core.text.text.applyDelta(delta.ops);
  }
}

/** A draft and the people who have it open without a server: USA, F, and a secretary who edits it directly. */
export function peers(ops: readonly Op[], options: Partial<CoreOptions> = {}): { U: Peer; F: Peer; S: Peer } {
  const doc = new Y.Doc();
  doc.clientID = 1;
  doc.getText("draft").applyDelta(ops as Op[]);
  const start = Y.encodeStateAsUpdate(doc);
  const one = (clientID: number, delegation: string, role: CoreOptions["me"]["role"], mode: CoreOptions["mode"]) => {
    const own = new Y.Doc();
    own.clientID = clientID;
    Y.applyUpdate(own, start);
    return new Peer(new DraftText(own.getText("draft")), {
      me: { name: `${delegation} ${clientID}`, delegation, role },
      mode,
      ...options,
    });
  };
  return {
    U: one(11, "USA", "delegate", "propose"),
    F: one(12, "F", "delegate", "propose"),
    S: one(13, "SEC", "secretary", "direct"),
  };
}

/** All send and receive until everybody has everything. */
export function exchange(...all: Peer[]): void {
  for (const peer of all) peer.send(...all.filter((other) => other !== peer));
}

/** U and F at a server, whose guard mends what meets on the way. `both` delivers everything, the first one's words first. */
export async function attended(ops: readonly Op[]) {
  const network = await Network.open(ops);
  const clients = { U: network.join("u", "USA"), F: network.join("f", "F") };
  const editor = ({ text, actor }: Client) =>
    new Peer(text, { me: { name: actor.name, delegation: actor.delegation, role: actor.role } });
  const both = async (first: "U" | "F" = "U") => {
    await clients[first].send();
    await network.drain();
  };
  return { U: editor(clients.U), F: editor(clients.F), both };
}
