/** XML as text that every reader takes. */

/** What must not, or need not, stand in XML as it is. Most texts have none of it: looking is faster than replacing. */
// oxlint-disable-next-line no-control-regex -- XML cannot hold them
export const SPECIAL = /[&<>"\u0000-\u001F\uD800-\uDFFF\uFFFE\uFFFF]/;
/** What XML cannot hold at all. */
// oxlint-disable-next-line no-control-regex -- the same
export const IMPOSSIBLE = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\p{Cs}/gu;
const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const entity = (sign: string): string => ENTITIES[sign] ?? `&#${sign.charCodeAt(0)};`;

/** Text for content and attribute values. What XML 1.0 cannot hold becomes U+FFFD; readers leave tabs and line ends as they are. */
export const escape = (text: string): string =>
  SPECIAL.test(text) ? text.replace(IMPOSSIBLE, "\uFFFD").replace(/[&<>"\t\n\r]/g, entity) : text;

/** What `escape` writes in other words; the sign of all of these comes last. */
const ESCAPED = ['"', "<", ">", "\t", "\n", "\r", "&"];

/** Text that `escape` gave as it was. Sign by sign: an expression for all needs ten times the memory of a long text. */
export const unescape = (xml: string): string =>
  xml.includes("&") ? ESCAPED.reduce((text, sign) => text.replaceAll(entity(sign), sign), xml) : xml;

/** Attributes; those that are null or undefined are not there. */
export type XmlValues = Record<string, string | number | null | undefined>;

/** An element of attributes, which are escaped here, and content that is XML already. */
export function element(name: string, attributes: XmlValues = {}, content = ""): string {
  let open = `<${name}`;
  for (const key in attributes) {
    const value = attributes[key];
    if (value !== null && value !== undefined) open += ` ${key}="${typeof value === "number" ? value : escape(value)}"`;
  }
  return content === "" ? `${open}/>` : `${open}>${content}</${name}>`;
}

/** JSON for XML: nothing in it that XML cannot hold. */
export const jsonOf = (value: unknown): string => jsonForXml(JSON.stringify(value));

/** The same of what is JSON already. */
export const jsonForXml = (json: string): string =>
  json.replace(/[\uFFFE\uFFFF]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16)}`);
