/**
 * When everything in the draft was written and what went: for each item its log position, for each deleted format and
 * paragraph mark its content. From this the guard knows what the sender of an update had seen (G3), and the chair's
 * decision what was on the screen.
 */
import * as Y from "yjs";
import type { Grave, Sight } from "../src/collab/effect.ts";

interface Span {
  /** Clock after the last item of the span. */
  end: number;
  seq: number;
  /** Log position that its client had certainly seen when it wrote the span. */
  known: number;
}
interface Buried extends Grave {
  seq: number;
  /** The member whose doing it was; null for the server's own. */
  by: string | null;
}

export class History {
  private readonly spans = new Map<number, Span[]>();
  private last = 0;
  /** By client, in order of clocks unless `unsorted` names the client. */
  private readonly graves = new Map<number, Buried[]>();
  private readonly unsorted = new Set<number>();
  /** Per attribute key the last entry that ended it, or in which a format of it went. */
  private readonly ended = new Map<string, number>();
  private readonly known = new Map<number, number>();

  /** `ownerOf` tells the member that a client id belongs to; undefined for the server's. */
  constructor(private readonly ownerOf: (client: number) => string | undefined) {}

  /** Records an entry's insertions; positions must come in order. */
  record(seq: number, update: Uint8Array): void {
    const { structs } = Y.decodeUpdate(update);
    this.learn(structs);
    const ends = new Map<number, number>();
    for (const { id, length } of structs) ends.set(id.client, Math.max(ends.get(id.client) ?? 0, id.clock + length));
    for (const [client, end] of ends) {
      const spans = this.spans.get(client);
      const span = { end, seq, known: this.knownTo(client) };
      if (spans === undefined) this.spans.set(client, [span]);
      else if (end > spans.at(-1)!.end) spans.push(span);
    }
    this.last = seq;
    for (const struct of structs) {
      if (!(struct instanceof Y.Item) || !(struct.content instanceof Y.ContentFormat)) continue;
      const { key, value } = struct.content as { key: string; value: unknown };
      if (value === null) this.ended.set(key, seq);
    }
  }

  /** Log position that a client id has certainly seen: that of the latest item beside which it wrote; 0 for none. */
  knownTo(client: number): number {
    return this.known.get(client) ?? 0;
  }

  /**
   * Log position that a member has certainly seen who writes beside an item of another client id: with another member's
   * item the whole entry came. One's own may come out of what a device kept, and prove only what was known when it was
   * written.
   */
  seenBeside(id: { client: number; clock: number }, member: string | undefined): number {
    const { seq, known } = this.spanOf(id.client, id.clock);
    return member !== undefined && this.ownerOf(id.client) === member ? known : seq;
  }

  private learn(structs: ReturnType<typeof Y.decodeUpdate>["structs"]): void {
    const raise = (client: number, seq: number) => {
      if (seq <= this.knownTo(client)) return false;
      this.known.set(client, seq);
      return true;
    };
    const together = new Map<number, Set<number>>(); // clients that wrote beside others of the same entry
    for (const struct of structs) {
      if (!(struct instanceof Y.Item)) continue;
      const { client } = struct.id;
      for (const id of [struct.origin, struct.rightOrigin]) {
        if (id === null || id.client === client) continue;
        const { seq } = this.spanOf(id.client, id.clock);
        if (Number.isFinite(seq) && seq > 0) raise(client, this.seenBeside(id, this.ownerOf(client)));
        else together.set(client, (together.get(client) ?? new Set()).add(id.client));
      }
    }
    for (let grew = together.size > 0; grew; ) {
      grew = false;
      for (const [client, others] of together)
        for (const other of others) grew = raise(client, this.knownTo(other)) || grew;
    }
  }

  bury(graves: readonly Grave[], seq: number, by: string | null): void {
    for (const grave of graves) {
      const buried = { ...grave, seq, by };
      const ofClient = this.graves.get(grave.client);
      if (ofClient === undefined) this.graves.set(grave.client, [buried]);
      else {
        if (ofClient.at(-1)!.clock > grave.clock) this.unsorted.add(grave.client);
        ofClient.push(buried);
      }
      if ("format" in grave.content) this.ended.set(grave.content.format, seq);
    }
  }

  /** The log position of the entry that brought an item; 0 when it is not recorded. */
  seqOf({ client, clock }: { client: number; clock: number }): number {
    return this.spanOf(client, clock).seq;
  }

  /** The stretch of ids around one that came with the same entry: its position, and the clock after it. */
  spanOf(client: number, clock: number): Span {
    const spans = this.spans.get(client) ?? [];
    let low = 0;
    let high = spans.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (spans[middle]!.end <= clock) low = middle + 1;
      else high = middle;
    }
    // What the running turn writes is not recorded yet: it is later than everything.
    return spans[low] ?? { end: Infinity, seq: spans.length === 0 ? 0 : Infinity, known: 0 };
  }

  /** The greatest position up to which a state vector holds all insertions. */
  seenBy(stateVector: ReadonlyMap<number, number>): number {
    let seen = this.last;
    for (const [client, spans] of this.spans) {
      const clock = stateVector.get(client) ?? 0;
      if (clock < spans.at(-1)!.end) seen = Math.min(seen, this.spanOf(client, clock).seq - 1);
    }
    return seen;
  }

  /** At the cost of what is buried there, however long the stretch: a client can delete millions of clocks at once. */
  private gravesIn(client: number, clock: number, length: number): Buried[] {
    const ofClient = this.graves.get(client);
    if (ofClient === undefined) return [];
    if (this.unsorted.delete(client)) ofClient.sort((a, b) => a.clock - b.clock);
    let low = 0;
    let high = ofClient.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (ofClient[middle]!.clock < clock) low = middle + 1;
      else high = middle;
    }
    let end = low;
    while (end < ofClient.length && ofClient[end]!.clock < clock + length) end++;
    return ofClient.slice(low, end);
  }

  /** What `member` saw who is known to have seen the log up to `seen`: that, and his or her own doings. */
  sightOf(
    member: string,
    seen: number,
    ownerOf: (client: number) => string | undefined,
    deletes: Sight["deletes"],
  ): Sight {
    const saw = (id: { client: number; clock: number }) => this.seqOf(id) <= seen || ownerOf(id.client) === member;
    // What came and went meanwhile was never there for this member.
    const unseen = (grave: Buried) => grave.seq > seen && grave.by !== member && saw(grave);
    return {
      deletes,
      saw,
      unseenGraves: (client, clock, length) => this.gravesIn(client, clock, length).filter(unseen),
      // More than there were, perhaps: what was this member's own doing is looked up in vain.
      unseenFormats: () => [...this.ended].filter(([, seq]) => seq > seen).map(([key]) => key),
    };
  }
}
