/** XML as Word's files have it: elements without attributes that are not given, text that every reader takes. */

/** Text for content and attribute values; what XML 1.0 cannot hold is left out, half a surrogate pair becomes U+FFFD. */
export const escape = (text: string): string =>
  PLAIN.test(text)
    ? text
    : text
        .replace(/(?![\t\n])\p{Cc}|[\uFFFE\uFFFF]/gu, "")
        .replace(/\p{Cs}/gu, "\uFFFD")
        .replace(/[&<>"]/g, (sign) => ENTITIES[sign]!);
/** Most texts have nothing to escape; looking is faster than replacing nothing three times. */
const PLAIN = /^(?:[^&<>"\p{Cc}\p{Cs}\uFFFE\uFFFF]|[\t\n])*$/u;
const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

export type Values = Record<string, string | number | null | undefined>;

/** An element with its attributes; those that are null or undefined are not there. */
export function element(name: string, attributes: Values = {}, content = ""): string {
  let open = `<${name}`;
  for (const key in attributes) {
    const value = attributes[key];
    if (value !== null && value !== undefined) open += ` ${key}="${typeof value === "number" ? value : escape(value)}"`;
  }
  return content === "" ? `${open}/>` : `${open}>${content}</${name}>`;
}

/** An element that says one thing: `<w:pStyle w:val="Call"/>`. */
export const val = (name: string, value: string | number): string => element(name, { "w:val": value });

const MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006";
/**
 * What Word has no place for and reading back needs: ids of changes and of paragraph marks. Word takes note that it may
 * ignore this namespace (ECMA-376 part 3, §7.2), and drops it on saving.
 */
export const OWN = "urn:plenary:draft";

export const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** A part of the document with the namespaces that its content uses. */
export const part = (name: string, content: string): string =>
  HEAD +
  element(
    name,
    {
      "xmlns:w": MAIN,
      "xmlns:r": RELATIONS,
      "xmlns:mc": COMPATIBILITY,
      "xmlns:w14": "http://schemas.microsoft.com/office/word/2010/wordml",
      "xmlns:w15": "http://schemas.microsoft.com/office/word/2012/wordml",
      "xmlns:plenary": OWN,
      "mc:Ignorable": "w14 w15 plenary",
    },
    content,
  );
