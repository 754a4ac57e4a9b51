/**
 * Documents are read and written in threads of their own: the server's one thread belongs to the rooms, and a stranger's
 * file costs no more than the memory and the time that its thread is given.
 */
import { availableParallelism } from "node:os";
import { Turns } from "../src/formats/index.ts";
import { BUSY } from "./conduct.ts";
import { DocumentThread, type Ended } from "./document-thread.ts";
import type { ResultOf, Task } from "./document-work.ts";

export interface DocumentsOptions {
  /** How long one document may take; of an upload, each file. */
  seconds?: number;
  /** What a thread may keep; the parts of a document, at most 48 MB, lie beside it. */
  megabytes?: number;
}
/** `busy`: come back in a moment. Otherwise the document needs more than it is given; `file` is its name, if it has one. */
export type Done<T> =
  | { ok: true; result: T }
  | { ok: false; why: "busy"; message: string }
  | { ok: false; why: "slow" | "memory"; file: string; message: string };

const SECONDS = 20;
const MEGABYTES = 256;
/** How much longer an upload may take until its first file is known: only then can be said which takes too long. */
const FORM_SECONDS = 5;
/** One processor is left to the rooms, where there are more than two. */
const AT_ONCE = Math.min(4, Math.max(2, availableParallelism() - 1));
/** Documents of one person, and of all, that wait or are worked on. */
const OF_ONE = 2;
const OF_ALL = 16;
/** A thread that has nothing to do ends after this time, and at once after long work: it keeps what that needed. */
const QUIET_MS = 60_000;
const LONG_MS = 1000;

/** When work has to be done: it may be put off while it has not passed. */
class Deadline {
  readonly passed: Promise<"late">;
  private pass!: () => void;
  private timer: NodeJS.Timeout | undefined;

  constructor() {
    this.passed = new Promise((resolve) => (this.pass = () => resolve("late")));
  }

  set(seconds: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(this.pass, seconds * 1000);
  }

  clear(): void {
    clearTimeout(this.timer);
  }
}

export class Documents {
  private readonly seconds: number;
  private readonly megabytes: number;
  private readonly threads = new Set<DocumentThread>();
  private readonly idle = new Map<DocumentThread, NodeJS.Timeout>();
  private readonly shares = new Map<string, number>();
  private readonly turns = new Turns(AT_ONCE, OF_ALL - AT_ONCE);

  constructor({ seconds = SECONDS, megabytes = MEGABYTES }: DocumentsOptions = {}) {
    this.seconds = seconds;
    this.megabytes = megabytes;
  }

  /** Has a task done for somebody. Rejects when the work itself fails, which is a defect of the program. */
  async perform<T extends Task>(who: string, task: T): Promise<Done<ResultOf[T["kind"]]>> {
    const share = this.shares.get(who) ?? 0;
    if (share >= OF_ONE) return { ok: false, why: "busy", message: BUSY };
    this.shares.set(who, share + 1);
    try {
      const done = await this.turns.take(() => this.run(task));
      return done ?? { ok: false, why: "busy", message: BUSY };
    } finally {
      const left = this.shares.get(who)! - 1;
      if (left > 0) this.shares.set(who, left);
      else this.shares.delete(who);
    }
  }

  /** Ends all threads, whatever they do. */
  async close(): Promise<void> {
    for (const timer of this.idle.values()) clearTimeout(timer);
    await Promise.all([...this.threads].map((thread) => thread.end()));
  }

  private async run<T extends Task>(task: T): Promise<Done<ResultOf[T["kind"]]>> {
    const thread = this.free();
    await thread.ready;
    const begun = performance.now();
    let file = "";
    const deadline = new Deadline();
    const begin = (name: string) => {
      file = name;
      deadline.set(this.seconds);
    };
    deadline.set("body" in task ? this.seconds + FORM_SECONDS : this.seconds);
    let ended: Ended | "late";
    try {
      ended = await Promise.race([deadline.passed, thread.perform(task, begin)]);
    } catch (error) {
      if (!isOutOfMemory(error)) throw error;
      return { ok: false, why: "memory", file, message: "needs more memory than a document is given" };
    } finally {
      deadline.clear();
    }
    if (ended === "late") {
      void thread.end();
      return { ok: false, why: "slow", file, message: `takes longer than ${this.seconds} s` };
    }
    if (performance.now() - begun > LONG_MS) void thread.end();
    else this.rest(thread);
    if (ended.kind === "failed") throw ended.error;
    return { ok: true, result: ended.result as ResultOf[T["kind"]] };
  }

  /** A thread that has nothing to do, or a new one. */
  private free(): DocumentThread {
    for (const [thread, timer] of this.idle) {
      clearTimeout(timer);
      this.idle.delete(thread);
      return thread;
    }
    const thread = new DocumentThread(this.megabytes, () => {
      this.threads.delete(thread);
      clearTimeout(this.idle.get(thread));
      this.idle.delete(thread);
    });
    this.threads.add(thread);
    return thread;
  }

  private rest(thread: DocumentThread): void {
    const timer = setTimeout(() => void thread.end(), QUIET_MS);
    timer.unref();
    this.idle.set(thread, timer);
  }
}

const isOutOfMemory = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY";
