/**
 * The interface's words, by Fluent: `en.ftl` has those of the first sight, `en-later.ftl` those of what comes after it.
 * Other languages are further files with the same keys.
 */
import { FluentBundle, type FluentResource, type FluentVariable } from "@fluent/bundle";
import english, { type Words } from "./en.ftl";

/** The language of the interface, and how it writes numbers and times; the draft has its own. */
export const locale = "en-GB";

const bundle = new FluentBundle(locale);

/** Adds words to those that are there. */
export function addWords(words: Words): void {
  const body = Object.entries(words).map(([id, value]) => ({ id, value, attributes: {} }));
  bundle.addResource({ body } as FluentResource);
}
addWords(english);

/** The text of a key. A key that is missing shows as itself, so that nobody faces an empty button. */
export function t(key: string, values?: Record<string, FluentVariable>): string {
  const pattern = bundle.getMessage(key)?.value;
  return pattern === undefined || pattern === null ? key : bundle.formatPattern(pattern, values ?? null, []);
}
