/** How a command ends. Exit codes are fixed (DESIGN §10). */
export const EXIT = {
  done: 0,
  /** Findings of `check`. */
  findings: 1,
  usage: 2,
  /** Unreadable or invalid input, or output that cannot be written. */
  input: 3,
} as const;

/** Ends a command: `main` prints the message as one line and gives the code. */
export class Problem extends Error {
  constructor(
    readonly code: number,
    message: string,
  ) {
    super(message);
  }
}

export const usage = (message: string): Problem => new Problem(EXIT.usage, message);
export const invalid = (message: string): Problem => new Problem(EXIT.input, message);
