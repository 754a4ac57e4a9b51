/** Text and data in HTML. */
import { UNSHOWABLE, showable } from "../page.ts";

/** Text for HTML, in content and in attribute values; what HTML cannot hold becomes U+FFFD. */
export const escape = (text: string): string => showable(text).replace(/[&<>"']/g, (sign) => ENTITIES[sign]!);
const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** What is said of something for whoever reads the page back into a draft: nothing in it that HTML cannot hold. */
export const dataOf = (name: string, value: unknown): string =>
  `data-${name}="${escape(
    JSON.stringify(value).replace(UNSHOWABLE, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`),
  )}"`;
