/** The client's side of the protocol for tests: bytes to send, and what came back as values. */
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";

const bytes = (write: (encoder: encoding.Encoder) => void): Uint8Array => encoding.encode(write);
const varuints = (...numbers: number[]) =>
  bytes((encoder) => numbers.forEach((n) => encoding.writeVarUint(encoder, n)));
const sync = (type: number, payload: Uint8Array) =>
  bytes((encoder) => {
    encoding.writeVarUint(encoder, 0);
    encoding.writeVarUint(encoder, type);
    encoding.writeVarUint8Array(encoder, payload);
  });

export interface State {
  client: number;
  clock: number;
  state: unknown;
}

export const client = {
  step1: (vector: Uint8Array) => sync(0, vector),
  step2: (update: Uint8Array) => sync(1, update),
  update: (update: Uint8Array) => sync(2, update),
  seen: (seq: number, n: number) => varuints(101, seq, n),
  queryAwareness: () => varuints(3),
  /** `state` is written as JSON, a string as it stands. */
  awareness: (...states: State[]) =>
    bytes((encoder) => {
      encoding.writeVarUint(encoder, 1);
      encoding.writeVarUint8Array(
        encoder,
        bytes((inner) => {
          encoding.writeVarUint(inner, states.length);
          for (const { client: id, clock, state } of states) {
            encoding.writeVarUint(inner, id);
            encoding.writeVarUint(inner, clock);
            encoding.writeVarString(inner, typeof state === "string" ? state : JSON.stringify(state));
          }
        }),
      );
    }),
  raw: (...numbers: number[]) => new Uint8Array(numbers),
};

export type Received =
  | { type: "step1" | "step2" | "update"; payload: Uint8Array }
  | { type: "awareness"; states: State[] }
  | { type: "durable"; seq: number; n: number }
  | { type: "draftChanged" };

/** A message of the server as a value. Throws on what the server must not send. */
export function received(message: Uint8Array): Received {
  const decoder = decoding.createDecoder(message);
  const type = decoding.readVarUint(decoder);
  if (type === 0) {
    const kind = (["step1", "step2", "update"] as const)[decoding.readVarUint(decoder)];
    if (kind !== undefined) return { type: kind, payload: new Uint8Array(decoding.readVarUint8Array(decoder)) };
  }
  if (type === 1) return { type: "awareness", states: statesOf(decoding.readVarUint8Array(decoder)) };
  if (type === 100) return { type: "durable", seq: decoding.readVarUint(decoder), n: decoding.readVarUint(decoder) };
  if (type === 102) return { type: "draftChanged" };
  throw new Error(`the server sent message ${type}`);
}

function statesOf(update: Uint8Array): State[] {
  const decoder = decoding.createDecoder(update);
  return Array.from({ length: decoding.readVarUint(decoder) }, () => ({
    client: decoding.readVarUint(decoder),
    clock: decoding.readVarUint(decoder),
    state: JSON.parse(decoding.readVarString(decoder)) as unknown,
  }));
}
