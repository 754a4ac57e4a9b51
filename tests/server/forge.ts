/**
 * Updates as no Yjs client writes them, byte by byte (update format v1): structs with any origin, clock and content,
 * deletions of any range in any order.
 */
import * as encoding from "lib0/encoding";

export type Id = readonly [client: number, clock: number];

/** What a struct holds; the names are those of Yjs's content classes. */
export type Content =
  | { string: string }
  | { format: string; value: unknown }
  /** The value as the JSON text that stands in the update, be it JSON or not. */
  | { format: string; json: string }
  | { embed: unknown }
  | { deleted: number }
  | { any: unknown[] }
  | { jsons: string[] }
  | { binary: Uint8Array }
  /** A nested type: 0 array, 1 map, 2 text, 3 XML element … */
  | { type: number }
  | { doc: string }
  | { gc: number }
  | { skip: number };

export type Struct = Content & {
  origin?: Id;
  right?: Id;
  /** The root's name or the parent item's id, written when there is no neighbour; `draft` when not given. */
  parent?: string | Id;
  sub?: string;
};

/** All structs of one client in a row, the first at `clock`. */
export interface Section {
  client: number;
  clock: number;
  structs: readonly Struct[];
}
export type Range = readonly [client: number, clock: number, length: number];

/** The bytes of an update. Ranges of one client stand in the order given; a client that comes again is written again. */
export function forge(sections: readonly Section[], ranges: readonly Range[] = []): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, sections.length);
    for (const { client, clock, structs } of sections) {
      encoding.writeVarUint(encoder, structs.length);
      encoding.writeVarUint(encoder, client);
      encoding.writeVarUint(encoder, clock);
      for (const struct of structs) writeStruct(encoder, struct);
    }
    const groups: [client: number, ranges: Range[]][] = [];
    for (const range of ranges) {
      const last = groups.at(-1);
      if (last?.[0] === range[0]) last[1].push(range);
      else groups.push([range[0], [range]]);
    }
    encoding.writeVarUint(encoder, groups.length);
    for (const [client, list] of groups) {
      encoding.writeVarUint(encoder, client);
      encoding.writeVarUint(encoder, list.length);
      for (const [, clock, length] of list) {
        encoding.writeVarUint(encoder, clock);
        encoding.writeVarUint(encoder, length);
      }
    }
  });
}

/** One section of one client, and deletions. */
export const forgeOf = (
  client: number,
  clock: number,
  structs: readonly Struct[],
  ranges: readonly Range[] = [],
): Uint8Array => forge([{ client, clock, structs }], ranges);

/** Yjs's reference numbers of contents. */
function refOf(struct: Struct): number {
  if ("gc" in struct) return 0;
  if ("deleted" in struct) return 1;
  if ("jsons" in struct) return 2;
  if ("binary" in struct) return 3;
  if ("string" in struct) return 4;
  if ("embed" in struct) return 5;
  if ("format" in struct) return 6;
  if ("type" in struct) return 7;
  if ("any" in struct) return 8;
  if ("doc" in struct) return 9;
  return 10;
}

function writeStruct(encoder: encoding.Encoder, struct: Struct): void {
  const { origin, right, parent = "draft", sub } = struct;
  if ("gc" in struct || "skip" in struct) {
    encoding.writeUint8(encoder, refOf(struct));
    encoding.writeVarUint(encoder, "gc" in struct ? struct.gc : struct.skip);
    return;
  }
  const info =
    refOf(struct) |
    (origin === undefined ? 0 : 0x80) |
    (right === undefined ? 0 : 0x40) |
    (sub === undefined ? 0 : 0x20);
  encoding.writeUint8(encoder, info);
  if (origin !== undefined) writeId(encoder, origin);
  if (right !== undefined) writeId(encoder, right);
  if (origin === undefined && right === undefined) {
    encoding.writeVarUint(encoder, typeof parent === "string" ? 1 : 0);
    if (typeof parent === "string") encoding.writeVarString(encoder, parent);
    else writeId(encoder, parent);
    if (sub !== undefined) encoding.writeVarString(encoder, sub);
  }
  writeContent(encoder, struct);
}

function writeContent(encoder: encoding.Encoder, content: Content): void {
  if ("string" in content) encoding.writeVarString(encoder, content.string);
  else if ("format" in content) {
    encoding.writeVarString(encoder, content.format);
    encoding.writeVarString(encoder, "json" in content ? content.json : JSON.stringify(content.value));
  } else if ("embed" in content) encoding.writeVarString(encoder, JSON.stringify(content.embed));
  else if ("deleted" in content) encoding.writeVarUint(encoder, content.deleted);
  else if ("any" in content) {
    encoding.writeVarUint(encoder, content.any.length);
    for (const value of content.any) encoding.writeAny(encoder, value as never);
  } else if ("jsons" in content) {
    encoding.writeVarUint(encoder, content.jsons.length);
    for (const value of content.jsons) encoding.writeVarString(encoder, value);
  } else if ("binary" in content) encoding.writeVarUint8Array(encoder, content.binary);
  else if ("type" in content) encoding.writeVarUint(encoder, content.type);
  else if ("doc" in content) {
    encoding.writeVarString(encoder, content.doc);
    encoding.writeAny(encoder, {});
  }
}

function writeId(encoder: encoding.Encoder, [client, clock]: Id): void {
  encoding.writeVarUint(encoder, client);
  encoding.writeVarUint(encoder, clock);
}
