/** Ways to damage a document. Each takes two numbers that say where and how: the same numbers, the same damage. */
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";

export interface Hit {
  at: number;
  how: number;
}
export type Mutator = (data: Uint8Array, hit: Hit) => Uint8Array;

/** One byte becomes another, a stretch goes, comes twice, or the rest is cut off. */
export const bytes: Mutator = (data, { at, how }) => {
  const from = at % Math.max(data.length, 1);
  const to = Math.min(from + 1 + ((how >> 3) % 40), data.length);
  const [before, there, behind] = [data.subarray(0, from), data.subarray(from, to), data.subarray(to)];
  switch (how % 8) {
    case 0:
      return joined(before, behind);
    case 1:
      return joined(before, there, there, behind);
    case 2:
      return before.slice();
    default:
      return joined(before, [there[0]! ^ (1 << ((how >> 3) % 8))], data.subarray(from + 1));
  }
};

function joined(...parts: ArrayLike<number>[]): Uint8Array {
  const result = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let length = 0;
  for (const part of parts) {
    result.set(part, length);
    length += part.length;
  }
  return result;
}

/** A mutator of text as one of bytes. */
const ofText =
  (change: (text: string, hit: Hit) => string): Mutator =>
  (data, hit) =>
    strToU8(change(strFromU8(data), hit));

/** The piece that a pattern finds, with what it finds there replaced; the text as it was where it finds nothing. */
function replaced(text: string, pattern: RegExp, at: number, change: (found: string) => string): string {
  const all = [...text.matchAll(pattern)];
  const found = all[at % Math.max(all.length, 1)];
  if (found === undefined) return text;
  return text.slice(0, found.index) + change(found[0]) + text.slice(found.index + found[0].length);
}

/** A line goes, comes twice, trades places with the first, or is joined with the next. */
export const lines = ofText((text, { at, how }) => {
  const all = text.split("\n");
  const i = at % all.length;
  const line = all[i]!;
  if (how % 4 === 0) all.splice(i, 1);
  else if (how % 4 === 1) all.splice(i, 0, line);
  else if (how % 4 === 2) [all[0], all[i]] = [line, all[0]!];
  else all.splice(i, 2, line + (all[i + 1] ?? ""));
  return all.join("\n");
});

const SIGNS = [
  "{++",
  "++}",
  "{--",
  "--}",
  "{~~",
  "~>",
  "~~}",
  "{==",
  "==}",
  "{>>",
  "<<}",
  "¶",
  "\\",
  "\n",
  "\f",
  "a) ",
];

/** A sign of CriticMarkup goes, becomes another, or comes somewhere. */
export const signs = ofText((text, { at, how }) => {
  const sign = SIGNS[how % SIGNS.length]!;
  if (how % 3 > 0) return replaced(text, /\{[+\-~=>]{2}|[+\-~=<]{2}\}|~>|¶/g, at, () => (how % 3 === 1 ? "" : sign));
  const from = at % (text.length + 1);
  return text.slice(0, from) + sign + text.slice(from);
});

const VALUES = ["", "-1", "\u202E", "99999999999", "constructor", "USA:1", "F", "1"];

/** A value of JSON becomes another, or goes with its key. */
export const values = ofText((text, { at, how }) =>
  how % 3 === 0
    ? replaced(text, /"[^"]*":\s*(?:"[^"]*"|\d+),/g, at, () => "")
    : replaced(text, /"[^"]*"|\b(?:true|null|\d+)\b/g, at, () =>
        how % 3 === 1 ? JSON.stringify(VALUES[(how >> 2) % VALUES.length]) : ["null", "{}", "[]", "7"][(how >> 2) % 4]!,
      ),
);

/** A tag goes, comes twice, takes another's name; an attribute goes or says something else. */
const tags = (xml: string, { at, how }: Hit): string => {
  const names = [...new Set([...xml.matchAll(/<([\w:]+)/g)].map(([, name]) => name!))];
  const other = names[(how >> 3) % Math.max(names.length, 1)] ?? "x";
  switch (how % 8) {
    case 0:
      return replaced(xml, /<[^<>]*>/g, at, (tag) => (how % 16 === 0 ? "" : tag + tag));
    case 1:
      return replaced(xml, /<[\w:]+[^<>]*\/>/g, at, (tag) => tag.replace(/^<[\w:]+/, `<${other}`));
    case 2:
      return replaced(xml, / [\w:]+="[^"]*"/g, at, () => "");
    case 3:
      return replaced(xml, / [\w:]+="[^"]*"/g, at, (found) => found.replace(/"[^"]*"/, `"${VALUES[(how >> 3) % 8]}"`));
    case 4:
    case 5:
      return renamed(xml, at, other);
    default:
      return moved(xml, at, how >> 3);
  }
};

/** Where an element below the root begins and ends; null where there is none. */
function elementAt(xml: string, at: number): { from: number; to: number } | null {
  const open = [...xml.matchAll(/<([\w:]+)(?:\s[^<>]*)?(?<!\/)>/g)].slice(1);
  const found = open[at % Math.max(open.length, 1)];
  if (found === undefined) return null;
  let depth = 0;
  for (const tag of xml.slice(found.index).matchAll(new RegExp(`<(/?)${found[1]}(?=[\\s>/])[^<>]*>`, "g"))) {
    if (!tag[0].endsWith("/>")) depth += tag[1] === "" ? 1 : -1;
    if (depth === 0) return { from: found.index, to: found.index + tag.index + tag[0].length };
  }
  return null;
}

/** An element with both of its tags takes another's name: the document stays well-formed. */
function renamed(xml: string, at: number, other: string): string {
  const found = elementAt(xml, at);
  if (found === null) return xml;
  const named = xml
    .slice(found.from, found.to)
    .replace(/^<[\w:]+/, `<${other}`)
    .replace(/<\/[\w:]+>$/, `</${other}>`);
  return xml.slice(0, found.from) + named + xml.slice(found.to);
}

/** An element goes, comes twice, or stands somewhere else: the document stays well-formed. */
function moved(xml: string, at: number, how: number): string {
  const found = elementAt(xml, at);
  if (found === null) return xml;
  const taken = xml.slice(found.from, found.to);
  const without = xml.slice(0, found.from) + xml.slice(found.to);
  if (how % 3 === 0) return without;
  if (how % 3 === 1) return xml.slice(0, found.to) + taken + xml.slice(found.to);
  const place = elementAt(without, how);
  return place === null ? xml : without.slice(0, place.to) + taken + without.slice(place.to);
}

export const xml = ofText(tags);

/** The XML of a part in an archive, the main one most often. */
export const parts: Mutator = (data, hit) => {
  const files = unzipped(data);
  if (files === null) return data;
  const names = Object.keys(files).filter((name) => /\.(xml|rels)$/.test(name));
  const name = hit.how % 4 > 0 && files["word/document.xml"] ? "word/document.xml" : names[hit.at % names.length];
  if (name === undefined) return data;
  const changed = tags(strFromU8(files[name]!), { at: hit.at >> 2, how: hit.how >> 2 });
  return zipSync({ ...files, [name]: strToU8(changed) }, { level: 1 });
};

/** The entries of an archive: one goes, is cut, is another's content, or has another name. */
export const entries: Mutator = (data, { at, how }) => {
  const files = unzipped(data);
  if (files === null) return data;
  const names = Object.keys(files).sort();
  const name = names[at % names.length];
  if (name === undefined) return data;
  const { [name]: content, ...others } = files as Record<string, Uint8Array>;
  const other = names[(how >> 2) % names.length]!;
  switch (how % 4) {
    case 0:
      return zipSync(others);
    case 1:
      return zipSync({ ...others, [name]: content!.subarray(0, (how >> 2) % (content!.length + 1)) });
    case 2:
      return zipSync({ ...files, [other]: content! });
    default:
      return zipSync({ ...others, [name.toUpperCase()]: content! });
  }
};

/** Null where an earlier damage left no archive. */
function unzipped(data: Uint8Array): Record<string, Uint8Array> | null {
  try {
    return unzipSync(data);
  } catch {
    return null;
  }
}
