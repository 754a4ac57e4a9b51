/** A fault that keeps a document from being read: the part it is in, what is wrong and what to do. Thrown in here only. */
export class Fault extends Error {
  constructor(
    readonly place: string,
    message: string,
  ) {
    super(message);
  }
}
