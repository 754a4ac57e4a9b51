/** What a room keeps of how its peers behave, so that nobody uses it up for the others: updates held, attempts, time. */
import { setImmediate } from "node:timers/promises";
import { LIMIT } from "../src/collab/protocol.ts";
import { Allowance } from "./allowance.ts";
import type { UpdateJob } from "./jobs.ts";
import type { Peer } from "./peer.ts";

interface Held {
  job: UpdateJob;
  /** Per client id the clock up to which the draft must have it first. */
  lacks: ReadonlyMap<number, number>;
}

/** Updates that lack only earlier clocks of their own client ids (A3), until the answer comes that brings them. */
export class HeldUpdates {
  private byPeer = new Map<Peer, readonly Held[]>();

  /** False when the peer has too much held already. */
  add(peer: Peer, held: Held): boolean {
    const list = [...(this.byPeer.get(peer) ?? []), held];
    const bytes = list.reduce((sum, { job }) => sum + job.update.length, 0);
    if (list.length > LIMIT.heldUpdates || bytes > LIMIT.updateBytes) return false;
    this.byPeer.set(peer, list);
    return true;
  }

  /** Takes out the peer's first update that lacks nothing any more; null when there is none. */
  next(peer: Peer, stateOf: (client: number) => number): UpdateJob | null {
    const list = this.byPeer.get(peer) ?? [];
    const found = list.find(({ lacks }) => [...lacks].every(([client, clock]) => stateOf(client) >= clock));
    if (found === undefined) return null;
    const rest = list.filter((held) => held !== found);
    if (rest.length > 0) this.byPeer.set(peer, rest);
    else this.byPeer.delete(peer);
    return found.job;
  }

  forget(peer: Peer): void {
    this.byPeer.delete(peer);
  }

  /** All that is held now, to come back to when a turn fails: nothing in it changes later. */
  get all(): ReadonlyMap<Peer, readonly Held[]> {
    return new Map(this.byPeer);
  }

  /** Holds what was held, of those peers that are still here. */
  restore(all: ReadonlyMap<Peer, readonly Held[]>, isHere: (peer: Peer) => boolean): void {
    this.byPeer = new Map([...all].filter(([peer]) => isHere(peer)));
  }
}

/** G5: attempts on others' marks count against a connection, repairs of plain edits do not. */
export class Attempts {
  private readonly times = new WeakMap<Peer, number[]>();

  /** Whether these are too many, with those of the last minute. */
  tooMany(peer: Peer, attempts: number, now: number): boolean {
    if (attempts === 0) return false;
    const added = Array<number>(Math.min(attempts, LIMIT.attemptsPerMinute + 1)).fill(now);
    const recent = [...(this.times.get(peer) ?? []), ...added].filter((time) => time > now - 60_000);
    this.times.set(peer, recent);
    return recent.length > LIMIT.attemptsPerMinute;
  }
}

/** What a member is told who has used up his or her share of the server's time. */
export const BUSY = "too much work at once, come back in a moment";

/** Milliseconds of the server that one member's doings may take: five seconds at once, a quarter of one each second. */
const WORK_MS = { burst: 5000, perSecond: 250 };

/** The server's time, by member: whoever has used it up comes back later, on whatever connection. */
export class Work {
  private readonly byMember = new Map<string, Allowance>();

  private long = false;

  /** Does what costs a member's time. Null, and nothing is done, when the member has none left. */
  spend<T>(member: string, work: () => T): T | null {
    const allowance = this.allowanceOf(member);
    if (allowance.available <= 0) return null;
    const spent = stopwatch();
    try {
      return work();
    } finally {
      allowance.charge(spent());
    }
  }

  /**
   * The same for work that may take longer than anybody has time: counted when it is done, so that it comes to its end,
   * and one at a time, else null. What it does in `step` lets others have their turn.
   */
  async spendLong<T>(member: string, work: (step: Step) => Promise<T>): Promise<T | null> {
    const allowance = this.allowanceOf(member);
    if (this.long || allowance.available <= 0) return null;
    this.long = true;
    let sum = 0;
    let pause = performance.now() + STEPS_MS;
    try {
      return await work(async (part) => {
        const spent = stopwatch();
        part();
        sum += spent();
        if (performance.now() < pause) return;
        await setImmediate();
        pause = performance.now() + STEPS_MS;
      });
    } finally {
      this.long = false;
      allowance.charge(sum);
    }
  }

  private allowanceOf(member: string): Allowance {
    let allowance = this.byMember.get(member);
    if (allowance === undefined)
      this.byMember.set(member, (allowance = new Allowance(WORK_MS.burst, WORK_MS.perSecond)));
    return allowance;
  }
}

/** Does a part of long work. */
export type Step = (part: () => void) => Promise<void>;
/** After so long in steps others have their turn. */
const STEPS_MS = 20;

/**
 * Milliseconds that this process worked since the call. On an overloaded machine the clock goes on while others work,
 * and the processor's time counts what other threads do meanwhile: the lesser of both is nearest.
 */
function stopwatch(): () => number {
  const [begin, cpu] = [performance.now(), process.cpuUsage()];
  return () => {
    const { user, system } = process.cpuUsage(cpu);
    return Math.min(performance.now() - begin, (user + system) / 1000);
  };
}
