/** The interface's words, by Fluent. Other languages are further `.ftl` files with the same keys. */
import { FluentBundle, FluentResource, type FluentVariable } from "@fluent/bundle";
import english from "./en.ftl?raw";

/** The language of the interface, and how it writes numbers and times; the draft has its own. */
export const locale = "en-GB";

const bundle = new FluentBundle(locale);
bundle.addResource(new FluentResource(english));

/** The text of a key. A key that is missing shows as itself, so that nobody faces an empty button. */
export function t(key: string, values?: Record<string, FluentVariable>): string {
  const pattern = bundle.getMessage(key)?.value;
  return pattern === undefined || pattern === null ? key : bundle.formatPattern(pattern, values ?? null, []);
}
