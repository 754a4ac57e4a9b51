/**
 * One copy of a draft in memory, with everything that the guard must know of it. It holds committed entries and those of
 * the turn that is running; when a turn fails it is thrown away, because an update that is already in it can no longer
 * be guarded.
 */
import * as Y from "yjs";
import {
  type Attributes,
  type Change,
  type ChangeId,
  type Comment,
  Delta,
  MARK,
  type Op,
  type Proposal,
  isChange,
  lengthOf,
  parseKey,
  runsOf,
  type Setting,
} from "../schema/index.ts";
import { DraftText } from "../src/collab/draft-text.ts";
import { type Effect, type PlacedPiece, withFormat } from "../src/collab/effect.ts";
import type { DecisionRecord, Entry, NewEntry } from "./log.ts";
import { History } from "./history.ts";

/** A change's use: by whom, from which entry on, and what of it was lost or altered since. */
export interface Usage {
  /** The member who used it first; null for the draft's first content. */
  member: string | null;
  since: number;
  decided: boolean;
  /** Losses and alterations of its content: at which entry, of what that came with which entry. */
  altered: { seq: number; of: number }[];
}

export class Replica {
  readonly doc = new Y.Doc({ guid: "draft" }); // no id drawn by chance: that costs more than all else of a small draft
  readonly text: DraftText;
  readonly changes: Y.Map<Change>;
  readonly comments: Y.Map<Comment>;
  readonly proposals: Y.Map<Proposal>;
  readonly history = new History((client) => this.ownerOf(client));
  readonly usages = new Map<ChangeId, Usage>();
  /** From which entry on a change is part of what is decided with it: a proposal, an exclusive group. */
  readonly gathered = new Map<ChangeId, number>();
  /** From which entry on a proposal says what it says now. */
  readonly worded = new Map<string, number>();
  /** What was decided, in order, each with its position in the log. */
  readonly decisions: ({ seq: number } & DecisionRecord)[] = [];
  readonly markIds = new Set<string>();
  readonly keptKeys = new Set<string>();
  /** Position of the last entry that is in it. */
  seq = 0;
  /** How many items each pending change stands on. */
  private readonly counts = new Map<ChangeId, number>();
  private readonly owners = new Map<number, string>();
  private readonly servers = new Set<number>();
  private emitted: Uint8Array[] = [];
  private effects: Effect[] = [];

  constructor(clientId?: number) {
    if (clientId !== undefined) this.doc.clientID = clientId;
    this.text = new DraftText(this.doc.getText("draft"));
    this.changes = this.doc.getMap("changes");
    this.comments = this.doc.getMap("comments");
    this.proposals = this.doc.getMap("proposals");
    this.servers.add(this.doc.clientID);
    this.changes.observe(({ changes: { keys } }) => {
      for (const [id, { oldValue }] of keys) {
        const [was, is] = [oldValue as Change | undefined, this.changes.get(id)];
        if (is === undefined) this.gathered.delete(id);
        else if (is.proposal !== was?.proposal || is.group !== was?.group) this.gathered.set(id, this.seq + 1);
      }
    });
    this.proposals.observe(({ changes: { keys } }) => {
      for (const [number, { oldValue }] of keys)
        if (!saysTheSame(oldValue as Proposal | undefined, this.proposals.get(number)))
          this.worded.set(number, this.seq + 1);
    });
    this.doc.on("update", (update: Uint8Array) => this.emitted.push(update));
    this.text.observeEffect((effect) => this.effects.push(effect));
  }

  /** Brings in entries of the log, in order. */
  load(entries: readonly Entry[]): void {
    for (const entry of entries) {
      this.doc.transact((transaction) => {
        Y.applyUpdate(this.doc, entry.update);
        transaction.local = true; // no tidying here: it would be an edit that is in no entry
      });
      this.servers.add(entry.server);
      for (const client of entry.clients) if (entry.member !== null) this.owners.set(client, entry.member);
      const effects = this.takeEffects();
      this.account(effects);
      this.seq = entry.seq - 1;
      // What of it was the guard's cannot be told any more: its member has most likely seen it by now.
      this.remember(entry, effects, () => entry.decision !== null);
      if (entry.member === null) this.keepKeys(this.sequence().ops as Op[]);
      this.emitted = [];
    }
  }

  ownerOf = (client: number): string | undefined => this.owners.get(client);
  /** The clock that the next item of a client must have. */
  stateOf = (client: number): number => Y.getState(this.doc.store, client);
  isServer = (client: number): boolean => this.servers.has(client);
  bind(clients: readonly number[], member: string): void {
    for (const client of clients) this.owners.set(client, member);
  }

  /** What transactions did since the last call. */
  takeEffects(): Effect[] {
    const effects = this.effects;
    this.effects = [];
    return effects;
  }

  /** The merged update of all transactions since the last call; null when nothing was written. */
  takeUpdate(): Uint8Array | null {
    const updates = this.emitted;
    this.emitted = [];
    return updates.length === 0 ? null : updates.length === 1 ? updates[0]! : Y.mergeUpdates(updates);
  }

  /**
   * Counts what effects did to the changes. Returns those that came up (they had nothing in the draft before) and those
   * that ceased (nothing of them is left).
   */
  account(effects: readonly Effect[]): { appeared: ChangeId[]; ceased: ChangeId[] } {
    const before = new Map<ChangeId, number>();
    const add = (change: ChangeId, n: number) => {
      const count = this.counts.get(change) ?? 0;
      if (!before.has(change)) before.set(change, count);
      this.counts.set(change, count + n);
    };
    for (const piece of effects.flatMap(({ pieces }) => pieces)) {
      const [was, is] = attributesOf(piece);
      if (piece.insert === MARK && typeof is?.id === "string") this.markIds.add(is.id);
      if (was === is) continue;
      const length = lengthOf(piece.insert);
      for (const change of changesOn(is)) add(change, length);
      for (const change of changesOn(was)) add(change, -length);
    }
    const appeared: ChangeId[] = [];
    const ceased: ChangeId[] = [];
    for (const [change, count] of before) {
      const now = this.counts.get(change)!;
      if (now === 0) this.counts.delete(change);
      if (count === 0 && now > 0) appeared.push(change);
      if (count > 0 && now === 0) ceased.push(change);
    }
    return { appeared, ceased };
  }

  /**
   * Books an entry whose effects are in the replica and accounted for, and moves on to its position. `byServer` tells the
   * server's doings among the effects: their member learns of them as everybody does.
   */
  remember(entry: NewEntry, effects: readonly Effect[], byServer: (effect: Effect) => boolean): void {
    this.seq += 1;
    this.history.record(this.seq, entry.update);
    for (const change of entry.changes) {
      if (!this.usages.has(change))
        this.usages.set(change, { member: entry.member, since: this.seq, decided: false, altered: [] });
    }
    for (const effect of effects) {
      this.history.bury(effect.graves, this.seq, byServer(effect) ? null : entry.member);
      for (const piece of effect.pieces) this.noteAlterations(piece);
    }
    if (entry.decision !== null) this.recordDecision(entry.decision);
  }

  /** Of the changes that a decision names those are decided that it left nothing of: nothing goes in under their ids any more. */
  private recordDecision(decision: DecisionRecord): void {
    this.decisions.push({ seq: this.seq, ...decision });
    for (const change of Object.keys(decision.changes)) {
      if (this.isPending(change)) continue;
      const usage = this.usages.get(change);
      if (usage !== undefined) usage.decided = true;
      else this.usages.set(change, { member: null, since: this.seq, decided: true, altered: [] });
    }
  }

  isPending(change: ChangeId): boolean {
    return (this.counts.get(change) ?? 0) > 0;
  }

  /** What a change lost, or what of it was altered, so that a decision on an older screen can tell. */
  private noteAlterations(piece: PlacedPiece): void {
    const [was, is] = attributesOf(piece);
    if (was === undefined || was === is) return;
    const kept = changesOn(is);
    for (const change of changesOn(was)) {
      const usage = this.usages.get(change);
      if (usage === undefined || (kept.has(change) && (was.ins !== change || samePlain(was, is)))) continue;
      usage.altered.push({ seq: this.seq, of: was.ins === change ? this.history.seqOf(piece.id) : usage.since });
    }
  }

  /** The items of the draft with the log position that each came with, in order. */
  *datedRuns(): Generator<{
    insert: string | Record<string, unknown>;
    attributes: Attributes | undefined;
    seq: number;
  }> {
    let state: Attributes | undefined;
    for (let item = this.text.text._start; item !== null; item = item.right) {
      if (item.deleted) continue;
      if (item.content instanceof Y.ContentFormat) {
        const { key, value } = item.content as { key: string; value: unknown };
        state = withFormat(state, key, value);
      } else if (item.content instanceof Y.ContentEmbed) {
        yield {
          insert: item.content.embed as Record<string, unknown>,
          attributes: state,
          seq: this.history.seqOf(item.id),
        };
      } else if (item.content instanceof Y.ContentString) yield* this.datedText(item, item.content.str, state);
    }
  }

  /** One Yjs item can hold text of several entries, joined: cut it where the position changes. */
  private *datedText({ id }: Y.Item, text: string, attributes: Attributes | undefined) {
    for (let from = 0; from < text.length; ) {
      const { seq, end } = this.history.spanOf(id.client, id.clock + from);
      const to = Math.min(text.length, end - id.clock);
      for (const { insert } of runsOf([{ insert: text.slice(from, to) }])) yield { insert, attributes, seq };
      from = to;
    }
  }

  sequence(): Delta {
    return this.text.sequence();
  }

  /** Notes attribute keys of the first content that this version does not know: admission lets them pass (S9). */
  keepKeys(ops: readonly Op[]): void {
    for (const op of ops) for (const key in op.attributes) if (parseKey(key).kind === "unknown") this.keptKeys.add(key);
  }
}

const attributesOf = (piece: PlacedPiece): [was: Attributes | undefined, is: Attributes | undefined] => [
  piece.kind === "inserted" || piece.kind === "gone" ? undefined : piece.before,
  piece.kind === "deleted" || piece.kind === "gone" ? undefined : piece.after,
];

/** The changes that an item's attributes name. */
export function changesOn(attributes: Attributes | undefined): Set<ChangeId> {
  const result = new Set<ChangeId>();
  for (const key in attributes) {
    const k = parseKey(key);
    const change = k.kind === "set" ? (attributes[key] as Setting | null)?.change : attributes[key];
    if ((k.kind === "ins" || k.kind === "del" || k.kind === "set") && isChange(change)) result.add(change);
  }
  return result;
}

/** Whether two states of a proposal differ at most in what the chair made of it. */
function saysTheSame(a: Proposal | undefined, b: Proposal | undefined): boolean {
  const words = ({ kind, title, reasons, sponsors, target }: Partial<Proposal> = {}) =>
    JSON.stringify([kind, title, reasons, sponsors, target]);
  return words(a) === words(b);
}

/** Whether two attribute maps agree in what they say of the text itself. */
function samePlain(a: Attributes | undefined, b: Attributes | undefined): boolean {
  const keys = new Set([...Object.keys(a ?? {}), ...Object.keys(b ?? {})]);
  for (const key of keys) {
    const kind = parseKey(key).kind;
    if ((kind === "format" || kind === "mark") && key !== "agreed" && a?.[key] !== b?.[key]) return false;
  }
  return true;
}
