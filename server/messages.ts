/** The messages of the y-websocket protocol, and the four that we add, as values; bytes only here. */
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import { MESSAGE } from "../src/collab/protocol.ts";
import type { Returned } from "../src/revision/index.ts";

/** Second varint of a sync message, as y-protocols numbers them. */
const SYNC = { step1: 0, step2: 1, update: 2 } as const;

/** What a client may send. */
export type Incoming =
  | { type: "step1"; vector: Uint8Array }
  | { type: "step2"; update: Uint8Array }
  | { type: "update"; update: Uint8Array }
  | { type: "awareness"; update: Uint8Array }
  | { type: "queryAwareness" }
  | { type: "seen"; seq: number; n: number };

export type Decoded = { ok: true; message: Incoming } | { ok: false; reason: string };

/** One message of a client; its bytes are views into `bytes`. What cannot be read gives a reason for the close frame. */
export function decodeMessage(bytes: Uint8Array): Decoded {
  const decoder = decoding.createDecoder(bytes);
  try {
    const decoded = read(decoder);
    const left = bytes.length - decoder.pos;
    return decoded.ok && left > 0 ? refuse(`${left} bytes too many in a message`) : decoded;
  } catch {
    return refuse(bytes.length === 0 ? "an empty message" : "a message cut short or no varint");
  }
}

function read(decoder: decoding.Decoder): Decoded {
  const type = decoding.readVarUint(decoder);
  switch (type) {
    case MESSAGE.sync:
      return readSync(decoder);
    case MESSAGE.awareness:
      return accept({ type: "awareness", update: decoding.readVarUint8Array(decoder) });
    case MESSAGE.queryAwareness:
      return accept({ type: "queryAwareness" });
    case MESSAGE.seen:
      return accept({ type: "seen", seq: decoding.readVarUint(decoder), n: decoding.readVarUint(decoder) });
    case MESSAGE.durable:
    case MESSAGE.returned:
    case MESSAGE.draftChanged:
      return refuse(`message ${type} is the server's alone`);
    default:
      return refuse(`unknown message type ${type}`);
  }
}

function readSync(decoder: decoding.Decoder): Decoded {
  const type = decoding.readVarUint(decoder);
  switch (type) {
    case SYNC.step1:
      return accept({ type: "step1", vector: decoding.readVarUint8Array(decoder) });
    case SYNC.step2:
      return accept({ type: "step2", update: decoding.readVarUint8Array(decoder) });
    case SYNC.update:
      return accept({ type: "update", update: decoding.readVarUint8Array(decoder) });
    default:
      return refuse(`unknown sync message ${type}`);
  }
}

const accept = (message: Incoming): Decoded => ({ ok: true, message });
const refuse = (reason: string): Decoded => ({ ok: false, reason });

export const encodeStep1 = (vector: Uint8Array): Uint8Array => sync(SYNC.step1, vector);
export const encodeStep2 = (update: Uint8Array): Uint8Array => sync(SYNC.step2, update);
export const encodeUpdate = (update: Uint8Array): Uint8Array => sync(SYNC.update, update);

export const encodeAwareness = (update: Uint8Array): Uint8Array =>
  encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, MESSAGE.awareness);
    encoding.writeVarUint8Array(encoder, update);
  });

/** Of the client's updates those up to the n-th are durable; all entries up to `seq` were sent before. */
export const encodeDurable = (seq: number, n: number): Uint8Array =>
  encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, MESSAGE.durable);
    encoding.writeVarUint(encoder, seq);
    encoding.writeVarUint(encoder, n);
  });

/** Words of the client's that could not be taken or not be struck, and why. */
export const encodeReturned = (reason: string, words: readonly Returned[]): Uint8Array =>
  encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, MESSAGE.returned);
    encoding.writeVarString(encoder, JSON.stringify({ reason, words }));
  });

/** Something about the draft changed that is not its text. */
export const encodeDraftChanged = (): Uint8Array =>
  encoding.encode((encoder) => encoding.writeVarUint(encoder, MESSAGE.draftChanged));

const sync = (type: number, bytes: Uint8Array): Uint8Array =>
  encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, MESSAGE.sync);
    encoding.writeVarUint(encoder, type);
    encoding.writeVarUint8Array(encoder, bytes);
  });
