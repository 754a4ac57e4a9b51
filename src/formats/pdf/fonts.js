// The typefaces of scripts that Typst has none for; Latin, Greek and Cyrillic are set in its own Libertinus Serif.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { inflateSync } from "node:zlib";

const require = createRequire(import.meta.url);

// Its letters are whole: a reader of the file finds and reads out each once. Noto Naskh's are put together from parts.
const AMIRI = "@expo-google-fonts/amiri";
const SONG = "@fontsource/noto-serif-sc";
/** The styles of each script; Chinese has no italics. @type {Record<string, [name: string, path: string][]>} */
const FILES = {
  arabic: [
    [AMIRI, "400Regular/Amiri_400Regular.ttf"],
    [AMIRI, "400Regular_Italic/Amiri_400Regular_Italic.ttf"],
    [AMIRI, "700Bold/Amiri_700Bold.ttf"],
    [AMIRI, "700Bold_Italic/Amiri_700Bold_Italic.ttf"],
  ],
  han: [
    [SONG, "files/noto-serif-sc-chinese-simplified-400-normal.woff"],
    [SONG, "files/noto-serif-sc-chinese-simplified-700-normal.woff"],
  ],
};

/** A package that is not installed; its message is the package's name. */
export class Missing extends Error {}

/**
 * What a package exports, or a file of it, by way of `use`.
 * @template T
 * @param {string} name
 * @param {(require: NodeJS.Require) => T} use
 */
export function fromPackage(name, use) {
  try {
    return use(require);
  } catch {
    throw new Missing(name);
  }
}

/**
 * The font files of scripts, as Typst takes them.
 * @param {string[]} scripts
 * @returns {Buffer[]}
 */
export const fontsFor = (scripts) =>
  scripts
    .flatMap((script) => FILES[script] ?? [])
    .map(([name, path]) => {
      const data = fromPackage(name, ({ resolve }) => readFileSync(resolve(`${name}/${path}`)));
      return data.toString("latin1", 0, 4) === "wOFF" ? unwrapped(data) : data;
    });

/**
 * The font that a WOFF file holds: the same tables, not compressed (WOFF 1.0, §3 to §5).
 * @param {Buffer} woff
 */
function unwrapped(woff) {
  const count = woff.readUInt16BE(12);
  const header = Buffer.alloc(12 + 16 * count);
  woff.copy(header, 0, 4, 8);
  header.writeUInt16BE(count, 4);
  const power = 2 ** Math.floor(Math.log2(count));
  header.writeUInt16BE(16 * power, 6);
  header.writeUInt16BE(Math.log2(power), 8);
  header.writeUInt16BE(16 * (count - power), 10);
  /** @type {Uint8Array[]} */
  const parts = [header];
  let at = header.length;
  for (let i = 0; i < count; i++) {
    const entry = 44 + 20 * i;
    const [offset, packed, length] = [4, 8, 12].map((field) => woff.readUInt32BE(entry + field));
    const data = woff.subarray(offset, Number(offset) + Number(packed));
    const table = packed === length ? data : inflateSync(data);
    const record = 12 + 16 * i;
    woff.copy(header, record, entry, entry + 4);
    woff.copy(header, record + 4, entry + 16, entry + 20);
    header.writeUInt32BE(at, record + 8);
    header.writeUInt32BE(table.length, record + 12);
    const padding = -table.length & 3;
    parts.push(table, Buffer.alloc(padding));
    at += table.length + padding;
  }
  return Buffer.concat(parts);
}
