export { view } from "../../schema/index.ts";
export * from "./track.ts";
export * from "./decide.ts";
export * from "./repair.ts";
export * from "./changes.ts";
export * from "./brackets.ts";
export * from "./footnotes.ts";
export type { Fate } from "./fates.ts";
export * from "./compare.ts";
