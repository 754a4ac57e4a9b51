/** The building of words: a `.ftl` file is read when the app is built, so that no reader of Fluent's syntax travels along. */
import { readFileSync } from "node:fs";
import { FluentResource } from "@fluent/bundle";

/** The messages of a file by their keys, as Fluent's bundle has them. */
export const compile = (ftl: string): Record<string, unknown> =>
  Object.fromEntries(new FluentResource(ftl).body.map(({ id, value }) => [id, value]));

/** For Vite: importing a `.ftl` file gives its messages. */
export const fluent = () => ({
  name: "fluent",
  enforce: "pre" as const,
  load: (id: string) =>
    id.endsWith(".ftl") ? `export default ${JSON.stringify(compile(readFileSync(id, "utf8")))}` : null,
});
