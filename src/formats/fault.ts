import type { ReadResult } from "./result.ts";

/** A fault that keeps a file from being read: where, what is wrong, what to do. Thrown in readers only, which return it. */
export class Fault extends Error {
  constructor(
    readonly place: string,
    message: string,
  ) {
    super(message);
  }
}

/** What a reader gives: the draft, or the fault that kept it from being read. */
export function faultOr(read: () => ReadResult): ReadResult {
  try {
    return read();
  } catch (error) {
    if (error instanceof Fault) return { ok: false, place: error.place, message: error.message };
    throw error;
  }
}
