/** A thread that reads and writes documents, one at a time. */
import { Worker } from "node:worker_threads";
import type { Task } from "./document-work.ts";

export type Ended = { kind: "done"; result: unknown } | { kind: "failed"; error: unknown };
type Message = { kind: "ready" } | { kind: "begun"; file: string } | Ended;

interface Job {
  /** Told the name of a file before it is read. */
  begin(file: string): void;
  resolve(ended: Ended): void;
  reject(error: unknown): void;
}

const ENTRY = new URL("./document-worker.js", import.meta.url);

export class DocumentThread {
  private readonly worker: Worker;
  private job: Job | null = null;
  private failure: unknown = null;
  /** Resolves when the thread can begin, or ended before it could: then the next task fails. */
  readonly ready: Promise<void>;

  /** `onEnd` is told when the thread is no more, whoever ended it. */
  constructor(megabytes: number, onEnd: () => void) {
    const worker = new Worker(ENTRY, { execArgv: [], resourceLimits: { maxOldGenerationSizeMb: megabytes } });
    this.worker = worker;
    worker.unref(); // it does not keep the process
    this.ready = new Promise((resolve) => {
      worker.on("message", (message: Message) => {
        if (message.kind === "ready") resolve();
        else this.hear(message);
      });
      worker.on("error", (error) => (this.failure ??= error));
      worker.on("exit", () => {
        this.failure ??= new Error("the thread for documents ended");
        onEnd();
        this.job?.reject(this.failure);
        this.job = null;
        resolve();
      });
    });
  }

  /** Rejects when the thread ends meanwhile. */
  perform(task: Task, begin: (file: string) => void): Promise<Ended> {
    if (this.failure !== null) return Promise.reject(this.failure);
    return new Promise((resolve, reject) => {
      this.job = { begin, resolve, reject };
      this.worker.postMessage(task);
    });
  }

  async end(): Promise<void> {
    await this.worker.terminate();
  }

  private hear(message: Exclude<Message, { kind: "ready" }>): void {
    if (message.kind === "begun") return this.job?.begin(message.file);
    this.job?.resolve(message);
    this.job = null;
  }
}
