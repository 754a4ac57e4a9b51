/**
 * The files in a ZIP archive, as its central directory lists them. Nothing is inflated before its size has been weighed,
 * and no more than the directory promised: an archive that a stranger made costs little, whatever it says.
 */
import { crc32, inflateRawSync } from "node:zlib";
import { plain } from "../result.ts";
import { Fault } from "../fault.ts";

/** Entries that a document may have; those with a picture on each page have some hundred. */
export const MAX_ENTRIES = 4096;
/** Bytes that the parts of a document may come to: a 100 pages are 3 to 5 MB of XML. */
export const MAX_BYTES = 48 * 1024 * 1024;
/** How many times as long an entry may be as it is in the archive; tables of a form come to 100. */
export const MAX_RATIO = 300;
/** Shorter entries may have any ratio: they do no harm. */
const SMALL = 1024 * 1024;

/** How the archive's directory ends, an entry of it begins, and a file. */
export const END = 0x06054b50;
export const ENTRY = 0x02014b50;
export const LOCAL = 0x04034b50;
const AGAIN = "save it again in Word and try once more";

interface Entry {
  method: number;
  crc: number;
  packed: number;
  size: number;
  at: number;
}

export class Archive {
  private readonly view: DataView;
  private readonly entries = new Map<string, Entry>();
  private left = MAX_BYTES;
  /** Those that `left` has been lessened by: one that is read again is no longer for that. */
  private readonly weighed = new Set<Entry>();

  /** Throws Fault when the bytes are no archive that can be read. */
  constructor(private readonly data: Uint8Array) {
    this.view = new DataView(data.buffer, data.byteOffset, data.byteLength);
    if (data.length >= 4 && this.view.getUint32(0) === 0xd0cf11e0)
      throw new Fault("file", "encrypted, or of Word before 2007: take the password off, or save it as .docx in Word");
    if (data.length < 4 || this.view.getUint32(0, true) !== LOCAL)
      throw new Fault("file", "not a Word document (.docx): it is no ZIP archive");
    this.readDirectory();
  }

  has(name: string): boolean {
    return this.entries.has(name);
  }

  /** The bytes of a file, or null when the archive has none of that name. Throws Fault when they cannot be had. */
  bytes(name: string): Uint8Array | null {
    const entry = this.entries.get(name);
    if (entry === undefined) return null;
    const place = plain(name);
    if (entry.size > SMALL && entry.size > entry.packed * MAX_RATIO)
      throw new Fault(place, `inflates to more than ${MAX_RATIO} times its size: not a document that Word writes`);
    if (!this.weighed.has(entry)) this.left -= entry.size;
    this.weighed.add(entry);
    if (this.left < 0) throw new Fault(place, `the document inflates to more than ${MAX_BYTES} bytes: split it`);
    const packed = this.packed(entry, place);
    const bytes = entry.method === 0 ? packed : inflated(packed, entry.size, place);
    if (bytes.length !== entry.size || crc32(bytes) !== entry.crc) throw new Fault(place, `damaged: ${AGAIN}`);
    return bytes;
  }

  private readDirectory(): void {
    const { view } = this;
    const truncated = new Fault("file", `cut off or damaged: the archive's directory is missing; ${AGAIN}`);
    let end = view.byteLength - 22;
    const first = Math.max(end - 0xffff, 0);
    while (end >= first && view.getUint32(end, true) !== END) end--;
    if (end < first) throw truncated;
    const count = view.getUint16(end + 10, true);
    if (count > MAX_ENTRIES) throw new Fault("file", `more than ${MAX_ENTRIES} files in the archive`);
    let at = view.getUint32(end + 16, true);
    for (let i = 0; i < count; i++) {
      if (at + 46 > view.byteLength || view.getUint32(at, true) !== ENTRY) throw truncated;
      const [name, extra, comment] = [28, 30, 32].map((offset) => view.getUint16(at + offset, true)) as [
        number,
        number,
        number,
      ];
      if (at + 46 + name > view.byteLength) throw truncated;
      this.readEntry(at, new TextDecoder().decode(this.data.subarray(at + 46, at + 46 + name)));
      at += 46 + name + extra + comment;
    }
  }

  private readEntry(at: number, written: string): void {
    const { view } = this;
    const name = written.replaceAll("\\", "/").replace(/^\//, "");
    const place = plain(name) || "file";
    if ((view.getUint16(at + 8, true) & 1) !== 0) throw new Fault(place, "encrypted: take the password off in Word");
    if (this.entries.has(name)) throw new Fault(place, `twice in the archive: ${AGAIN}`);
    this.entries.set(name, {
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      packed: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      at: view.getUint32(at + 42, true),
    });
  }

  private packed({ method, packed, at }: Entry, place: string): Uint8Array {
    if (method !== 0 && method !== 8) throw new Fault(place, `packed in a way that Word does not use: ${AGAIN}`);
    const { view } = this;
    const damaged = new Fault(place, `cut off or damaged: ${AGAIN}`);
    if (at + 30 > view.byteLength || view.getUint32(at, true) !== LOCAL) throw damaged;
    const from = at + 30 + view.getUint16(at + 26, true) + view.getUint16(at + 28, true);
    if (from + packed > view.byteLength) throw damaged;
    return this.data.subarray(from, from + packed);
  }
}

/** Inflates what comes to no more than `size`: what is longer ends there, before it costs memory. */
function inflated(packed: Uint8Array, size: number, place: string): Uint8Array {
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(size, 1) });
  } catch (error) {
    const isLonger = (error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE";
    throw new Fault(place, isLonger ? `longer than the archive says: ${AGAIN}` : `damaged: ${AGAIN}`);
  }
}
