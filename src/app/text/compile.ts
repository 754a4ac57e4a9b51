/** The building of words: a `.ftl` file is read when the app is built, so that no reader of Fluent's syntax travels along. */
import { readFileSync } from "node:fs";
import { FluentResource } from "@fluent/bundle";
import type { Pattern } from "./format.ts";

/** The messages of a file by their keys. Throws where one holds more than `format.ts` writes out. */
export function compile(ftl: string): Record<string, Pattern> {
  const messages: Record<string, Pattern> = {};
  for (const { id, value } of new FluentResource(ftl).body) {
    if (!isPattern(value)) throw new Error(`${id}: holds more than values and the forms that they choose`);
    messages[id] = value;
  }
  return messages;
}

function isPattern(value: unknown): value is Pattern {
  if (typeof value === "string") return true;
  return Array.isArray(value) && value.every((part) => typeof part === "string" || isPlaceable(part));
}

function isPlaceable(part: unknown): boolean {
  const { type, selector, variants } = part as Record<string, unknown>;
  if (type === "var") return true;
  const isVariable = (selector as { type?: unknown } | undefined)?.type === "var";
  return type === "select" && isVariable && (variants as { value: unknown }[]).every(({ value }) => isPattern(value));
}

/** For Vite: importing a `.ftl` file gives its messages. */
export const fluent = () => ({
  name: "fluent",
  enforce: "pre" as const,
  load: (id: string) =>
    id.endsWith(".ftl") ? `export default ${JSON.stringify(compile(readFileSync(id, "utf8")))}` : null,
});
