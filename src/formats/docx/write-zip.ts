/** Files as a ZIP archive: each deflated, in their order, and of one time, so that the same files give the same bytes. */
import { crc32, deflateRawSync } from "node:zlib";
import { END, ENTRY, LOCAL } from "./zip.ts";

/** 1 January 1980, the earliest day that an archive knows, as MS-DOS writes it. */
const DAY = (1 << 5) | 1;
/** Deflated, names in UTF-8, for readers of version 2.0. */
const [DEFLATED, UTF8, VERSION] = [8, 0x0800, 20];

/** The archive of files by their names. */
export function zip(files: ReadonlyMap<string, string>): Uint8Array {
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let at = 0;
  for (const [path, content] of files) {
    const bytes = Buffer.from(content, "utf8");
    const packed = deflateRawSync(bytes, { level: 1 });
    const name = Buffer.from(path, "utf8");
    // What both the file's head and the directory say of it.
    const facts = record([
      [2, VERSION],
      [2, UTF8],
      [2, DEFLATED],
      [2, 0],
      [2, DAY],
      [4, crc32(bytes)],
      [4, packed.length],
      [4, bytes.length],
      [2, name.length],
      [2, 0],
    ]);
    const head = [record([[4, LOCAL]]), facts, name];
    const begin = record([
      [4, ENTRY],
      [2, VERSION],
    ]);
    // No comment, on the first disk, no attributes, and where the file begins.
    const end = record([
      [2, 0],
      [2, 0],
      [2, 0],
      [4, 0],
      [4, at],
    ]);
    directory.push(begin, facts, end, name);
    parts.push(...head, packed);
    at += lengthOf(head) + packed.length;
  }
  const end = record([
    [4, END],
    [2, 0],
    [2, 0],
    [2, files.size],
    [2, files.size],
    [4, lengthOf(directory)],
    [4, at],
    [2, 0],
  ]);
  return Buffer.concat([...parts, ...directory, end]);
}

const lengthOf = (parts: readonly Uint8Array[]): number => parts.reduce((sum, { length }) => sum + length, 0);

/** Numbers of so many bytes each, the lowest byte first. */
function record(fields: readonly (readonly [bytes: 2 | 4, value: number])[]): Uint8Array {
  const result = Buffer.alloc(fields.reduce((sum, [bytes]) => sum + bytes, 0));
  let at = 0;
  for (const [bytes, value] of fields) at = result.writeUIntLE(value, at, bytes);
  return result;
}
