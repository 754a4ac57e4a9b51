/** The jobs that wait for a room's turn, in order, bounded in bytes. */
import type { Job } from "./jobs.ts";

/** Bytes of updates that may wait for their turn, for instance while the store is down. */
const QUEUE_BYTES = 64 * 1024 * 1024;

const bytesOf = (job: Job): number => (job.kind === "update" ? job.update.length : 0);

export class Queue {
  private jobs: Job[] = [];
  private bytes = 0;
  /** What was taken out last. */
  private taken: readonly Job[] = [];
  private readonly dropped = new WeakSet<Job>();

  get isEmpty(): boolean {
    return this.jobs.length === 0;
  }

  /** False, and nothing is queued, when too much is waiting already. */
  add(job: Job): boolean {
    const bytes = bytesOf(job);
    if (bytes > 0 && this.bytes + bytes > QUEUE_BYTES) return false;
    this.bytes += bytes;
    this.jobs.push(job);
    return true;
  }

  /** Takes all jobs out. */
  take(): Job[] {
    const jobs = this.jobs;
    this.jobs = [];
    this.bytes = 0;
    this.taken = jobs;
    return jobs;
  }

  /** Whether a job is not to be carried out any more. */
  isDropped(job: Job): boolean {
    return this.dropped.has(job);
  }

  /** A member's jobs, or all, are not to be carried out; those that were taken out last neither, should they come back. */
  drop(member?: string): void {
    for (const job of [...this.taken, ...this.jobs])
      if (member === undefined || job.actor.member === member) this.dropped.add(job);
  }

  /** Puts jobs that were taken out before those that came since. */
  putBack(jobs: readonly Job[]): void {
    this.jobs = [...jobs, ...this.jobs];
    for (const job of jobs) this.bytes += bytesOf(job);
  }
}
