/** Reads back what our PDFs say: made for the files that Typst writes, which name every object and compress single streams. */
import { inflateSync } from "node:zlib";

export interface PdfText {
  /** What belongs to the text on each page, white space left out. */
  pages: string[];
  /** What stands around it on each page: head, foot, numbers of lines, codes in the margin. */
  around: string[];
  /** The embedded typefaces, by name. */
  fonts: string[];
  catalog: string;
  isUniversal: boolean;
}

/** Throws where the bytes are no such PDF. */
export function readPdf(data: Uint8Array): PdfText {
  const file = Buffer.from(data).toString("latin1");
  if (!file.startsWith("%PDF-1.") || !file.trimEnd().endsWith("%%EOF")) throw new Error("no PDF");
  const objects = new Map([...file.matchAll(/(\d+) 0 obj\n([\s\S]*?)\nendobj/g)].map(([, n, body]) => [n!, body!]));
  const maps = new Map<string, Map<number, string>>();
  for (const [n, body] of objects) {
    const map = /\/Type \/Font\n[\s\S]*\/ToUnicode (\d+) 0 R/.exec(body)?.[1];
    if (map !== undefined) maps.set(n, charactersIn(streamOf(objects.get(map)!)));
  }
  const kids = /\/Type \/Pages[\s\S]*?\/Kids \[([^\]]*)\]/.exec([...objects.values()].join("\n"))![1]!;
  const pages = [...kids.matchAll(/(\d+) 0 R/g)].map(([, n]) => {
    const page = objects.get(n!)!;
    const names = [.../\/Font <<([^>]*)>>/.exec(page)![1]!.matchAll(/\/(\w+) (\d+) 0 R/g)];
    const fonts = new Map(names.map(([, name, font]) => [name!, maps.get(font!)!]));
    return textIn(streamOf(objects.get(/\/Contents (\d+) 0 R/.exec(page)![1]!)!), fonts);
  });
  return {
    pages: pages.map(({ text }) => text),
    around: pages.map(({ around }) => around),
    fonts: [...new Set([...file.matchAll(/\/FontName \/[A-Z]{6}\+([\w-]+)/g)].map(([, name]) => name!))].sort(),
    catalog: [...objects.values()].find((body) => body.includes("/Type /Catalog"))!,
    isUniversal: file.includes("<pdfuaid:part>1</pdfuaid:part>"),
  };
}

function streamOf(body: string): string {
  const at = body.indexOf("stream\n");
  const data = Buffer.from(body.slice(at + 7).replace(/\r?\nendstream$/, ""), "latin1");
  return (body.slice(0, at).includes("/FlateDecode") ? inflateSync(data) : data).toString("latin1");
}

/** The characters of glyphs, from a map that lists them one by one. */
function charactersIn(map: string): Map<number, string> {
  const pairs = [...map.matchAll(/^<([0-9A-F]{4})> <([0-9A-F]+)>$/gim)];
  return new Map(
    pairs.map(([, glyph, text]) => [
      Number.parseInt(glyph!, 16),
      Buffer.from(text!, "hex").swap16().toString("utf16le"),
    ]),
  );
}

/** A literal string (PDF 1.7, 7.3.4.2): parentheses in it are balanced, here to the depth of `levels`, or escaped. */
const literal = (levels: number): string =>
  `\\((?:\\\\[\\s\\S]|[^\\\\()]${levels === 0 ? "" : `|${literal(levels - 1)}`})*\\)`;
const TOKENS = new RegExp(
  `/(\\w+) [\\d.]+ Tf|(${literal(4)})|(?:/(\\w+)\\s+<<(?:[^>]|>(?!>))*>> )?BDC|/(?:Artifact|ReversedChars) BMC|EMC`,
  "g",
);
const ESCAPES: Record<string, string> = { n: "\n", r: "\r", t: "\t", b: "\b", f: "\f" };

function textIn(content: string, fonts: ReadonlyMap<string, Map<number, string>>): { text: string; around: string } {
  const result = { text: "", around: "" };
  const open: boolean[] = [];
  let font = new Map<number, string>();
  for (const [token, name, string, tag] of content.matchAll(TOKENS)) {
    if (token.endsWith("BDC")) open.push(tag === "Artifact");
    else if (token.endsWith("BMC")) open.push(token.startsWith("/Artifact"));
    else if (token === "EMC") open.pop();
    else if (name !== undefined) font = fonts.get(name)!;
    else {
      const glyphs = unescaped(string!.slice(1, -1));
      let words = "";
      for (let i = 0; i < glyphs.length; i += 2)
        words += font.get(glyphs.charCodeAt(i) * 256 + glyphs.charCodeAt(i + 1)) ?? "";
      result[open.includes(true) ? "around" : "text"] += words.replace(/\s/g, "");
    }
  }
  return result;
}

const unescaped = (text: string): string =>
  text.replace(/\\(?:([0-7]{1,3})|([\s\S]))/g, (_, octal?: string, sign?: string) =>
    octal === undefined ? (ESCAPES[sign!] ?? sign!) : String.fromCharCode(Number.parseInt(octal, 8)),
  );
