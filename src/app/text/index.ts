/**
 * The interface's words, in Fluent's form: `en.ftl` has those of the first sight, `en-later.ftl` those of what comes
 * after it. Other languages are further files with the same keys.
 */
import english from "./en.ftl";
import { Formatter, type Pattern, type Value } from "./format.ts";

/** The language of the interface, and how it writes numbers and times; the draft has its own. */
export const locale = "en-GB";

const formatter = new Formatter(locale);
const words = new Map<string, Pattern>();

/** Adds words to those that are there. */
export function addWords(more: Readonly<Record<string, Pattern>>): void {
  for (const [key, pattern] of Object.entries(more)) words.set(key, pattern);
}
addWords(english);

/** The text of a key. A key that is missing shows as itself, so that nobody faces an empty button. */
export const t = (key: string, values: Readonly<Record<string, Value>> = {}): string =>
  formatter.format(words.get(key) ?? key, values);
