/**
 * The guard's repair: an update has been applied, here is what it did; the Delta that comes back makes of it what its
 * sender may do. Adopted and foreign text that a delegate deleted comes back with the delegation's proposal to delete
 * it, bare text becomes its insertion, an attribute set on somebody else's item its proposal to set it; marks on items
 * that the sender had not seen, or that are not the sender's to give, are taken back (G1, G3).
 */
import {
  type Attributes,
  type ChangeId,
  Delta,
  type Insert,
  MARK,
  type Setting,
  deletionKey,
  delegationOf,
  faultOf,
  idOf,
  isChange,
  mayStandOn,
  parseKey,
  sameAttributes,
  sameValue,
  settingKey,
} from "../../schema/index.ts";
import { closedPieces } from "./agreed.ts";
import { type Fate, type Standing, closeDraft, deltaOf, keepParagraphs, stands } from "./fates.ts";
import { isProperty, proposes } from "./properties.ts";

/** What an update did to one run of the sequence, in the sequence's order. */
export type Piece =
  /** Was there and still is. `wish`: what the sender meant to change on it, having seen it; undefined for nothing. */
  | {
      kind: "kept";
      insert: Insert;
      before: Attributes | undefined;
      after: Attributes | undefined;
      wish: Attributes | undefined;
    }
  /** New. `after`: the attributes that it has now; `given`: those that its sender gave it. */
  | { kind: "inserted"; insert: Insert; after: Attributes | undefined; given: Attributes | undefined }
  | { kind: "deleted"; insert: Insert; before: Attributes | undefined }
  /** A paragraph mark that somebody else had deleted and that the sender had not seen go. */
  | { kind: "gone"; insert: Insert; before: Attributes | undefined };

export interface Sender {
  delegation: string;
  /** `direct` may also change adopted text. */
  rights: "propose" | "direct";
}

/** What the guard knows beyond the window: ids that are spent, and new ones. */
export interface Ledger {
  /** The fresh id under which repairs of this entry go. */
  fresh: ChangeId;
  /** Whether text may (still) be inserted under this id of the sender's: new, or pending and the same person's. */
  mayInsert(change: ChangeId): boolean;
  /** Whether an earlier entry used this id, so that a deletion or setting must not (it would be lost with the first). */
  used(change: ChangeId): boolean;
  /** Whether a paragraph mark with this id exists or existed. */
  taken(markId: string): boolean;
  freshMarkId(): string;
}

/** Words that could not be taken, or not be struck. */
export interface Returned {
  kind: "insert" | "delete";
  text: string;
}

export interface Repair {
  /** To be applied after the update; its positions are those of the window after it. Empty when all was in order. */
  delta: Delta;
  /** What was repaired, for the log. */
  repairs: string[];
  /** How many attempts on others' marks were among them (G5). */
  attempts: number;
  /** What was meant for agreed paragraphs: it goes back to its author (G4). */
  returned: Returned[];
  /** The window as it is after the repair, and as it was before the update: for the laws' check and the changes' count. */
  fates: Fate[];
}

/**
 * Repairs a window of pieces. It begins at the draft's start or after a paragraph mark that stays, and ends with such a
 * mark or at the draft's end, where the draft is closed (S7): `from` is its place, `atEnd` says which end. `refused` are
 * pieces that go back (`refusedMoves`).
 */
export function repair(
  pieces: readonly Piece[],
  sender: Sender,
  ledger: Ledger,
  { from, atEnd }: { from: number; atEnd: boolean },
  refused: ReadonlySet<Piece> = new Set(),
): Repair {
  const report: Report = { repairs: new Set<string>(), attempts: 0, returned: [] };
  const closed = closedPieces(pieces, refused);
  const ids = new Set<string>();
  const present = new Map<Fate, Attributes | undefined>();
  const fates: Fate[] = [];
  for (const [i, piece] of pieces.entries()) {
    const { insert } = piece;
    let fate: Fate;
    if (closed[i] || refused.has(piece)) {
      fate = keptClosed(piece, sender, report);
      if (piece.kind === "kept") present.set(fate, piece.after);
      fates.push(fate);
      continue;
    }
    switch (piece.kind) {
      case "kept":
        fate = { kind: "kept", insert, before: piece.before, after: wished(piece, sender, ledger, report) };
        present.set(fate, piece.after);
        break;
      case "inserted":
        fate = {
          kind: "new",
          insert,
          after: insertion(piece, keptFor(pieces, i, fates, sender), sender, ledger, ids, report),
        };
        present.set(fate, piece.after);
        break;
      case "deleted":
        fate = deletion(piece, sender, ledger, report);
        break;
      case "gone":
        fate = { kind: "gone", insert, before: piece.before };
    }
    fates.push(fate);
  }
  keepApart(fates, closed, report);
  const kept = keepParagraphs(fates, (mark, text) => strands(mark, text, sender)).fates;
  const wanted = (atEnd ? closeDraft(kept, from > 0) : kept).map((fate): Fate => {
    if (fate.kind !== "new" || present.has(fate) || fate.insert !== MARK) return fate;
    return { ...fate, after: { ...fate.after, id: unusedId(fate.after, ids, ledger) } };
  });
  const delta = deltaOf(
    wanted.flatMap((fate): Fate[] => {
      if (fate.kind === "returned") return [{ kind: "removed", insert: fate.insert, before: undefined }];
      if (fate.kind === "removed" || fate.kind === "gone") return [];
      if (present.has(fate))
        return [{ kind: "kept", insert: fate.insert, before: present.get(fate), after: fate.after }];
      return [{ kind: "new", insert: fate.insert, after: fate.after }];
    }),
  );
  return { delta, repairs: [...report.repairs], attempts: report.attempts, returned: report.returned, fates: wanted };
}

type Report = { repairs: Set<string>; attempts: number; returned: Returned[] };

/** What becomes of a run of an agreed paragraph, and of a move that goes back with one: it stays as it was, and what its sender wanted goes back. */
function keptClosed(piece: Piece, sender: Sender, report: Report): Fate {
  const { insert } = piece;
  const giveBack = (kind: Returned["kind"]) => {
    report.repairs.add("an agreed paragraph kept as it was");
    const text = typeof insert === "string" ? insert : "\uFFFC";
    const last = report.returned.at(-1);
    if (last?.kind === kind) last.text += text;
    else report.returned.push({ kind, text });
  };
  switch (piece.kind) {
    case "inserted":
      giveBack("insert");
      return { kind: "returned", insert };
    case "deleted":
    case "kept":
      if (piece.kind === "deleted" || piece.wish?.[deletionKey(sender.delegation)] !== undefined) giveBack("delete");
      return { kind: "kept", insert, before: piece.before, after: piece.before };
    case "gone":
      return { kind: "gone", insert, before: piece.before };
  }
}

/** A paragraph before an agreed one keeps its mark where it would run into it. */
function keepApart(fates: Fate[], closed: readonly boolean[], report: Report): void {
  let text = false; // whether some stands in the paragraph that is read
  for (const [i, fate] of fates.entries()) {
    if (stands(fate)) text = fate.insert !== MARK;
    // What goes right before an agreed paragraph is a mark: all else there is part of it.
    else if (text && fate.kind === "removed" && closed[i + 1]) {
      fates[i] = { kind: "kept", insert: MARK, before: fate.before, after: fate.before };
      report.repairs.add("an agreed paragraph kept apart from the one before it");
    }
  }
}

/** The attributes of a kept item: as they were, with what the sender may have meant. */
function wished(
  piece: Piece & { kind: "kept" },
  sender: Sender,
  ledger: Ledger,
  report: Report,
): Attributes | undefined {
  const { insert, before, wish } = piece;
  if (wish === undefined) {
    if (!sameAttributes(before, piece.after)) report.repairs.add("marks on unseen text taken back");
    return before;
  }
  const after: Attributes = { ...before };
  const delegation = sender.delegation;
  const own = typeof before?.ins === "string" && delegationOf(before.ins) === delegation;
  const mayChange = own || (sender.rights === "direct" && before?.ins === undefined);
  for (const key in wish) {
    const value = wish[key];
    const k = parseKey(key);
    const fits = mayStandOn(key, insert === MARK) && (value === null || faultOf(key, value) === null);
    if ((k.kind === "del" || k.kind === "set") && k.delegation === delegation && fits) {
      after[key] =
        value === null
          ? null
          : k.kind === "del"
            ? unspent(value as ChangeId, ledger)
            : unspentSetting(value as Setting, ledger);
    } else if (isProperty(key) && fits) {
      if (mayChange) after[key] = value;
      else {
        report.repairs.add("attributes of others' text set as proposals");
        const proposal = settingKey(delegation, key);
        if (sameValue(before?.[key], value)) after[proposal] = null;
        else if (!proposes(before?.[proposal], value))
          after[proposal] = { change: ledger.fresh, value: value as Setting["value"] } satisfies Setting;
      }
    } else {
      report.repairs.add(`${k.kind} on others' text taken back`);
      if (!isProperty(key)) report.attempts++;
    }
  }
  return after;
}

const unspent = (change: ChangeId, ledger: Ledger): ChangeId => (ledger.used(change) ? ledger.fresh : change);
const unspentSetting = (setting: Setting, ledger: Ledger): Setting => ({
  ...setting,
  change: unspent(setting.change, ledger),
});

/**
 * The change of another delegation that an inserted mark may belong to: a direct edit that takes a paragraph away gives
 * the pending text that stood in it a mark, as part of that text's change (S10). Null for all else.
 */
function keptFor(pieces: readonly Piece[], at: number, fates: readonly Fate[], sender: Sender): ChangeId | null {
  const piece = pieces[at]!;
  const ins = piece.kind === "inserted" && piece.insert === MARK ? piece.given?.ins : undefined;
  if (sender.rights !== "direct" || !isChange(ins)) return null;
  const before = fates.findLast(stands);
  return before?.insert !== MARK && before?.after?.ins === ins && besideGoneMark(pieces, at) ? ins : null;
}

/** Whether a mark that the update deletes stands at this place, among all that it deletes and inserts here. */
function besideGoneMark(pieces: readonly Piece[], at: number): boolean {
  for (const step of [1, -1]) {
    for (let i = at + step; pieces[i] !== undefined && pieces[i]!.kind !== "kept"; i += step) {
      if (pieces[i]!.kind === "deleted" && pieces[i]!.insert === MARK) return true;
    }
  }
  return false;
}

/** The mark's own id, or a fresh one where it has none, or one that another mark has or had. */
function unusedId(attributes: Attributes | undefined, ids: Set<string>, ledger: Ledger): string {
  const given = idOf(attributes ?? {});
  const id = faultOf("id", given) !== null || ids.has(given) || ledger.taken(given) ? ledger.freshMarkId() : given;
  ids.add(id);
  return id;
}

/** The attributes of an inserted item: its own `ins` (or `kept`) and its properties, nothing else (S6). */
function insertion(
  piece: Piece & { kind: "inserted" },
  kept: ChangeId | null,
  sender: Sender,
  ledger: Ledger,
  ids: Set<string>,
  report: Report,
): Attributes {
  const { insert, given } = piece;
  const after: Attributes = {};
  for (const key in given) {
    const belongs = mayStandOn(key, insert === MARK);
    if (isProperty(key) && belongs && faultOf(key, given[key]) === null) after[key] = given[key];
    else if (key !== "ins" && !(key === "id" && belongs)) report.repairs.add("attributes of inserted text taken off");
  }
  const ins = given?.ins;
  if (kept !== null) after.ins = kept;
  else if (isChange(ins) && delegationOf(ins) === sender.delegation && ledger.mayInsert(ins)) after.ins = ins;
  else if (ins !== undefined || sender.rights === "propose") {
    after.ins = ledger.fresh;
    report.repairs.add("text made an insertion of its own");
  }
  if (insert === MARK) after.id = unusedId(given, ids, ledger);
  return after;
}

/** A deleted item: gone when it was the sender's to delete, else back where it was. */
function deletion(piece: Piece & { kind: "deleted" }, sender: Sender, ledger: Ledger, report: Report): Fate {
  const { insert, before } = piece;
  const { delegation, rights } = sender;
  const ins = before?.ins;
  if (typeof ins === "string" ? delegationOf(ins) === delegation : rights === "direct") {
    return { kind: "removed", insert, before };
  }
  if (rights === "direct") {
    report.repairs.add("others' pending text restored");
    return { kind: "kept", insert, before, after: before };
  }
  report.repairs.add("deleted text restored with a proposal to delete it");
  const key = deletionKey(delegation);
  return {
    kind: "kept",
    insert,
    before,
    after: before?.[key] === undefined ? { ...before, [key]: ledger.fresh } : before,
  };
}

/**
 * Whether the loss of a mark strands text here. A delegate's removal of its own mark does not (G1: nothing of others
 * changes); a mark that the sender had not seen go strands only what the sender typed right before it.
 */
const strands = (mark: Fate, text: Standing, sender: Sender): boolean =>
  mark.kind === "removed" ? sender.rights === "direct" : text.kind === "new";
