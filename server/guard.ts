/**
 * The guard: an admitted update is applied, its effect compared with what its sender may do, and the difference made good
 * in the same entry (DESIGN §6). Nothing here waits; the room calls it within the draft's turn.
 */
import {
  type Attributes,
  type Change,
  type ChangeId,
  Delta,
  type Insert,
  lengthOf,
  sameAttributes,
  sameValue,
} from "../schema/index.ts";
import type { Effect } from "../src/collab/effect.ts";
import type { MemberRole } from "../src/collab/protocol.ts";
import {
  type Fate,
  type Ledger,
  type Piece,
  type Repair,
  type Returned,
  refusedMoves,
  repair,
  without,
} from "../src/revision/index.ts";
import { type Admission, type AdmissionContext, type Applicant, admit } from "./admission.ts";
import { integrate } from "./integrate.ts";
import type { NewEntry } from "./log.ts";
import type { Actor } from "./peer.ts";
import type { Replica } from "./replica.ts";

/** Transactions of the guard and of decisions have this origin. */
export const SERVER = Symbol("plenary server");

export type Guarded =
  | { kind: "entry"; entry: NewEntry; attempts: number; returned: readonly Returned[] }
  /** Applied, and nothing came of it: a repetition, or tidying that changes nothing. */
  | { kind: "nothing" }
  | Exclude<Admission, { kind: "admitted" }>;

/** A law was broken by what the guard itself did: the update is refused and the replica must be thrown away. */
export class GuardFailure extends Error {}

export function rightsOf(role: MemberRole): Applicant["rights"] {
  switch (role) {
    case "chair":
    case "secretary":
      return "direct";
    case "editor":
    case "delegate":
      return "propose";
    case "observer":
      return "none";
  }
}

/**
 * Admits, applies and repairs one update of `actor`, who had seen the log up to `seen`. Throws GuardFailure when a law
 * would not hold afterwards; whatever it throws, the replica is not to be used any more.
 */
export function guard(
  replica: Replica,
  actor: Actor,
  update: Uint8Array,
  seen: number,
  time: string,
  exact = true,
  claimedBy?: AdmissionContext["claimedBy"],
): Guarded {
  const rights = rightsOf(actor.role);
  const admission = admit(
    update,
    { member: actor.member, delegation: actor.delegation, rights },
    {
      text: replica.text.text,
      ownerOf: replica.ownerOf,
      ...(claimedBy && { claimedBy }),
      isServer: replica.isServer,
      keptKeys: replica.keptKeys,
    },
  );
  if (admission.kind !== "admitted") return admission;
  const { plan } = admission;

  replica.text.sight =
    seen >= replica.seq ? null : replica.history.sightOf(actor.member, seen, replica.ownerOf, plan.deletes);
  const fault = replica.doc.transact(
    (transaction) => integrate(transaction, replica.text, plan, replica.history, actor.member),
    actor,
  );
  replica.text.sight = null;
  if (fault !== null) return { kind: "refused", reason: fault };
  const clients = [...plan.items.keys()];
  replica.bind(clients, actor.member);

  const ledger = ledgerOf(replica, actor);
  const removesOnly = !exact && plan.items.size === 0;
  const effects = replica.takeEffects();
  const repairs: string[] = [];
  const returned: Returned[] = [];
  let attempts = 0;
  const sender = { delegation: actor.delegation, rights: rights === "direct" ? rights : "propose" } as const;
  const meant = effects.map((effect) => ({
    effect,
    pieces: effect.pieces.map((piece) => (isMeant(piece, rights, removesOnly) ? piece : { ...piece, wish: undefined })),
  }));
  const refused = refusedMoves(
    meant.map(({ pieces }) => pieces),
    sender,
  );
  for (const { effect, pieces } of meant) {
    const done = repair(pieces, sender, ledger, effect, refused);
    if (done.delta.ops.length > 0) replica.text.write(new Delta().retain(effect.from).concat(done.delta), SERVER);
    if (sender.rights === "propose") assertUntouched(actor.delegation, done);
    assertWindow(replica, effect, done.fates);
    repairs.push(...done.repairs);
    returned.push(...done.returned);
    if (plan.items.size > 0) attempts += done.attempts;
  }
  return finish(replica, actor, [...effects, ...replica.takeEffects()], time, {
    repairs,
    attempts,
    returned,
    clients,
    own: effects,
  });
}

/**
 * Whether somebody meant what an update did to a run. Yjs itself tidies formats away that it holds for superfluous, also
 * for those who may not write, and often beside what we do not know yet that the client has seen: where that changes
 * nothing, nothing was meant, and what it does change is no attempt.
 */
const isMeant = (piece: Piece, rights: Applicant["rights"], removesOnly: boolean): boolean =>
  piece.kind !== "kept" || (rights !== "none" && !(removesOnly && sameAttributes(piece.before, piece.after)));

/**
 * Records the changes that came up and ceased, and makes the entry; the replica has then moved on to it. `own` are those
 * of the effects that the actor's client brought about, none when the server did it all.
 */
export function finish(
  replica: Replica,
  actor: { member: string | null; name: string },
  effects: Effect[],
  time: string,
  rest: Partial<Pick<NewEntry, "repairs" | "clients" | "decision">> & {
    attempts?: number;
    returned?: readonly Returned[];
    recorded?: Map<ChangeId, Change>;
    own?: readonly Effect[];
  },
): Guarded {
  const { appeared, ceased } = replica.account(effects);
  const news = appeared.filter((change) => !replica.usages.has(change));
  replica.doc.transact(() => {
    for (const change of appeared) {
      if (actor.member === null && replica.changes.has(change)) continue; // the record that came with the first content
      const delegation = change.slice(0, change.indexOf(":"));
      replica.changes.set(change, rest.recorded?.get(change) ?? { delegation, by: actor.name, time });
    }
    for (const change of ceased) if (replica.changes.has(change)) replica.changes.delete(change);
  }, SERVER);
  const update = replica.takeUpdate();
  if (update === null) return { kind: "nothing" };
  const entry: NewEntry = {
    time,
    member: actor.member,
    clients: rest.clients ?? [],
    server: replica.doc.clientID,
    update,
    changes: news,
    decision: rest.decision ?? null,
    repairs: rest.repairs ?? [],
  };
  replica.remember(entry, effects, (effect) => rest.own?.includes(effect) !== true);
  return { kind: "entry", entry, attempts: rest.attempts ?? 0, returned: rest.returned ?? [] };
}

/** Ids for this entry: `s<position>`, unless somebody has used them already. */
export function ledgerOf(replica: Replica, actor: Actor): Ledger {
  const fresh = new FreshChanges(replica).of(actor.delegation);
  let marks = 0;
  /** Whether the record names this very person: in an imported change, or one begun with another link, who wrote it goes on. */
  const isBy = (change: ChangeId) => {
    const record = replica.changes.get(change);
    return record?.by === actor.name && record.delegation === actor.delegation;
  };
  return {
    fresh,
    mayInsert: (change) => {
      const usage = replica.usages.get(change);
      if (usage === undefined) return true;
      return !usage.decided && replica.isPending(change) && (usage.member === actor.member || isBy(change));
    },
    used: (change) => replica.usages.has(change),
    taken: (id) => replica.markIds.has(id),
    freshMarkId: () => {
      let id: string;
      do id = `s${replica.seq + 1}.${++marks}`;
      while (replica.markIds.has(id));
      return id;
    },
  };
}

/** Change ids that nobody has used yet, none of them twice. */
export class FreshChanges {
  /** By delegation, how many were tried. */
  private readonly tried = new Map<string, number>();

  constructor(private readonly replica: Replica) {}

  of(delegation: string): ChangeId {
    const { seq, usages } = this.replica;
    for (let n = this.tried.get(delegation) ?? 0; ; n++) {
      const id = `${delegation}:s${seq + 1}${n === 0 ? "" : `.${n}`}`;
      if (usages.has(id) || this.replica.isPending(id)) continue;
      this.tried.set(delegation, n + 1);
      return id;
    }
  }
}

/** G1: with everything of the sender's delegation taken out, the window is what it was. */
function assertUntouched(delegation: string, { fates }: Repair): void {
  const differs = (fate: Fate) => fate.kind !== "kept" || fate.before !== fate.after;
  const changed = fates.slice(Math.max(0, fates.findIndex(differs)), fates.findLastIndex(differs) + 1);
  const was = without(
    delegation,
    runs(changed, (fate) => (fate.kind === "kept" || fate.kind === "removed" ? fate.before : null)),
  );
  const is = without(
    delegation,
    runs(changed, (fate) => (fate.kind === "kept" || fate.kind === "new" ? fate.after : null)),
  );
  if (JSON.stringify(was.ops) !== JSON.stringify(is.ops))
    throw new GuardFailure("an update would change what is not its sender's");
}

/** The runs of those fates for which `attributesOf` does not give null. */
function* runs(fates: readonly Fate[], attributesOf: (fate: Fate) => Attributes | undefined | null) {
  for (const fate of fates) {
    const attributes = attributesOf(fate);
    if (attributes !== null) yield { insert: fate.insert, attributes };
  }
}

/** The text is what the repair wanted: Yjs reads attributes in its own way, so it is looked at. */
function assertWindow(replica: Replica, effect: Effect, fates: readonly Fate[]): void {
  const wanted = fates.filter((fate) => fate.kind === "kept" || fate.kind === "new") as (Fate & {
    kind: "kept" | "new";
  })[];
  const length = wanted.reduce((sum, { insert }) => sum + lengthOf(insert), 0);
  const actual = replica.text.slice(effect.from, effect.from + length);
  let i = 0;
  let offset = 0;
  for (const op of actual) {
    const text = op.insert!;
    for (let rest = lengthOf(text); rest > 0; ) {
      const fate = wanted[i]!;
      const n = Math.min(rest, lengthOf(fate.insert) - offset);
      const same =
        typeof text === "string"
          ? text.slice(lengthOf(text) - rest, lengthOf(text) - rest + n) === pieceOf(fate.insert, offset, n)
          : sameValue(text, fate.insert);
      if (!same || !sameAttributes(op.attributes, fate.after))
        throw new GuardFailure("a repair did not come out as it was meant");
      rest -= n;
      offset += n;
      if (offset === lengthOf(fate.insert)) {
        i++;
        offset = 0;
      }
    }
  }
  if (i !== wanted.length) throw new GuardFailure("a repair did not come out as long as it was meant");
}

const pieceOf = (insert: Insert, from: number, length: number): Insert =>
  typeof insert === "string" ? insert.slice(from, from + length) : insert;
