/** Text for HTML, and what is said with it everywhere on a page. */
import type { Change } from "../../../schema/index.ts";
import { UNSHOWABLE, showable } from "../page.ts";
import { plain } from "../result.ts";

/** Text for HTML, in content and in attribute values; what HTML cannot hold becomes U+FFFD. */
export const escape = (text: string): string => showable(text).replace(/[&<>"']/g, (sign) => ENTITIES[sign]!);
const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** What is said of something for whoever reads the page back into a draft: nothing in it that HTML cannot hold. */
export const dataOf = (name: string, value: unknown): string =>
  `data-${name}="${escape(
    JSON.stringify(value).replace(UNSHOWABLE, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`),
  )}"`;

export const isTime = (time: string | undefined): boolean =>
  time !== undefined && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(time);

/** `USA, Grace Lindqvist, 2006-11-08 09:12 UTC`, as far as it is known. */
export function whoOf(delegation: string, change: Pick<Change, "by" | "time"> | undefined): string {
  const time = isTime(change?.time) ? `${change!.time.slice(0, 10)} ${change!.time.slice(11, 16)} UTC` : "";
  return [delegation, plain(change?.by ?? ""), time].filter((part) => part !== "").join(", ");
}
