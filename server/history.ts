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
}
interface Buried extends Grave {
  seq: number;
  /** The member whose doing it was; null for the server's own. */
  by: string | null;
}

export class History {
  private readonly spans = new Map<number, Span[]>();
  private readonly inserted: Map<number, number>[] = []; // per entry: clocks after it, by client
  private readonly graves = new Map<number, Map<number, Buried>>();
  private readonly recent: Buried[] = [];

  /** Records an entry's insertions; positions must come in order. */
  record(seq: number, update: Uint8Array): void {
    const { to } = Y.parseUpdateMeta(update);
    for (const [client, end] of to) {
      const spans = this.spans.get(client);
      if (spans === undefined) this.spans.set(client, [{ end, seq }]);
      else if (end > spans.at(-1)!.end) spans.push({ end, seq });
    }
    this.inserted[seq] = to;
  }

  bury(graves: readonly Grave[], seq: number, by: string | null): void {
    for (const grave of graves) {
      const buried = { ...grave, seq, by };
      let ofClient = this.graves.get(grave.client);
      if (ofClient === undefined) this.graves.set(grave.client, (ofClient = new Map()));
      ofClient.set(grave.clock, buried);
      this.recent.push(buried);
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
    return spans[low] ?? { end: Number.POSITIVE_INFINITY, seq: spans.length === 0 ? 0 : Number.POSITIVE_INFINITY };
  }

  /** The greatest position up to which a state vector holds all insertions. */
  seenBy(stateVector: ReadonlyMap<number, number>): number {
    for (let seq = 1; seq < this.inserted.length; seq++) {
      for (const [client, end] of this.inserted[seq] ?? []) if ((stateVector.get(client) ?? 0) < end) return seq - 1;
    }
    return Math.max(0, this.inserted.length - 1);
  }

  /** What `member` saw who is known to have seen the log up to `seen`: that, and his or her own doings. */
  sightOf(member: string, seen: number, ownerOf: (client: number) => string | undefined, deletes: Sight["deletes"]): Sight {
    const unseen = (grave: Buried) => grave.seq > seen && grave.by !== member;
    return {
      deletes,
      saw: (id) => this.seqOf(id) <= seen || ownerOf(id.client) === member,
      unseenGraves: (client, clock, length) => {
        const ofClient = this.graves.get(client);
        if (ofClient === undefined) return [];
        const found: Buried[] = [];
        for (let at = clock; at < clock + length; at++) {
          const grave = ofClient.get(at);
          if (grave !== undefined && unseen(grave)) found.push(grave);
        }
        return found;
      },
      unseenFormats: () => {
        const keys = new Set<string>();
        for (let i = this.recent.length - 1; i >= 0 && this.recent[i]!.seq > seen; i--) {
          const { content } = this.recent[i]!;
          if ("format" in content && unseen(this.recent[i]!)) keys.add(content.format);
        }
        return keys;
      },
    };
  }
}
