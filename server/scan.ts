/**
 * A first look at an update, before Yjs decodes it: its form, and how much is in it. Decoding makes an object of
 * everything, of a nested document even a whole Y.Doc, so what is not admitted anyway is found here, at the cost of
 * reading the bytes.
 */
import * as decoding from "lib0/decoding";

/** Yjs's reference numbers of what a draft can hold (`any`: in the server's maps), and of what stands for content. */
const REF = { gc: 0, deleted: 1, string: 4, embed: 5, format: 6, any: 8, skip: 10 } as const;
const BIT = { origin: 0x80, rightOrigin: 0x40, sub: 0x20, ref: 0x1f } as const;

export type Scan = { ok: true } | { ok: false; reason: string };

const refuse = (reason: string): Scan => ({ ok: false, reason });

/** Whether an update (format v1) has only content that a draft can hold, and at most `maxStructs` structs. */
export function scan(update: Uint8Array, maxStructs: number): Scan {
  const decoder = decoding.createDecoder(update);
  try {
    let structs = 0;
    for (let sections = decoding.readVarUint(decoder); sections > 0; sections--) {
      const count = decoding.readVarUint(decoder);
      structs += count;
      if (structs > maxStructs) return refuse(`more than ${maxStructs} parts in one update`);
      decoding.readVarUint(decoder); // client
      decoding.readVarUint(decoder); // clock
      for (let i = 0; i < count; i++) if (!skipStruct(decoder)) return refuse("content that a draft does not hold");
    }
    return { ok: true };
  } catch {
    return refuse("not a Yjs update");
  }
}

/** Reads past a struct; false when it holds what a draft does not. Throws when the update ends within it. */
function skipStruct(decoder: decoding.Decoder): boolean {
  const info = decoding.readUint8(decoder);
  const ref = info & BIT.ref;
  if (ref === REF.gc || ref === REF.skip) {
    decoding.readVarUint(decoder);
    return true;
  }
  if (info & BIT.origin) skipId(decoder);
  if (info & BIT.rightOrigin) skipId(decoder);
  if ((info & (BIT.origin | BIT.rightOrigin)) === 0) {
    if (decoding.readVarUint(decoder) === 1) skipBytes(decoder);
    else skipId(decoder);
    if (info & BIT.sub) skipBytes(decoder);
  }
  switch (ref) {
    case REF.deleted:
      decoding.readVarUint(decoder);
      return true;
    case REF.format:
      skipBytes(decoder);
      skipBytes(decoder);
      return true;
    case REF.string:
    case REF.embed:
      skipBytes(decoder);
      return true;
    case REF.any:
      for (let count = decoding.readVarUint(decoder); count > 0; count--) decoding.readAny(decoder);
      return true;
    default:
      return false;
  }
}

function skipId(decoder: decoding.Decoder): void {
  decoding.readVarUint(decoder);
  decoding.readVarUint(decoder);
}

function skipBytes(decoder: decoding.Decoder): void {
  decoding.readVarUint8Array(decoder);
}
