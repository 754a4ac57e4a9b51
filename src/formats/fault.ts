/** A fault that keeps a file from being read: where, what is wrong, what to do. Thrown in readers only, which return it. */
export class Fault extends Error {
  constructor(
    readonly place: string,
    message: string,
  ) {
    super(message);
  }
}
