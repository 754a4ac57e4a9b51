/** What is done with formats, from outside: drafts read and written, by format or by each format's own functions. */
export * from "./formats.ts";
export * from "./result.ts";
export { applied, settled } from "./applied.ts";
export { compared, leftOut } from "./compared.ts";
export { Turns } from "./turns.ts";
export { changesIn, readJson, writeJson } from "./json/draft-file.ts";
export { readText } from "./text/read.ts";
export { type TextOptions, writeText } from "./text/write.ts";
export { writeHtml } from "./html/write.ts";
export { withMarkIds } from "./marks.ts";
export { DARK, LIGHT } from "./palette.ts";
export { formatByContent, formatOf } from "./recognise.ts";
