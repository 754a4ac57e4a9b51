/** XML as text. */

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const entity = (sign: string): string => ENTITIES[sign] ?? `&#${sign.charCodeAt(0)};`;

/** What XML 1.0 cannot hold becomes U+FFFD. */
const possible = (text: string): string =>
  text.replace(/(?![\t\n\r\u007F-\u009F])\p{Cc}|[\uFFFE\uFFFF]|\p{Cs}/gu, "\uFFFD");

/** Text for an element's content. */
export const escape = (text: string): string => possible(text).replace(/[&<>\t\n\r]/g, entity);
const escapeValue = (text: string): string => possible(text).replace(/[&<>"\t\n\r]/g, entity);

/** Attributes that are undefined are left out. */
export type XmlAttributes = Record<string, string | undefined>;

/** An element of attributes that are escaped here and content that is XML already. */
export function element(name: string, attributes: XmlAttributes, content = ""): string {
  const written = Object.entries(attributes).map(([key, value]) =>
    value === undefined ? "" : ` ${key}="${escapeValue(value)}"`,
  );
  return content === "" ? `<${name}${written.join("")}/>` : `<${name}${written.join("")}>${content}</${name}>`;
}

/** JSON for XML: nothing in it that XML cannot hold. */
export const jsonOf = (value: unknown): string =>
  JSON.stringify(value).replace(/[\uFFFE\uFFFF]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16)}`);
