/** What `compile.ts` makes of a file of words: its messages by their keys. */
declare module "*.ftl" {
  import type { Message } from "@fluent/bundle";
  export type Words = Record<string, Message["value"]>;
  const words: Words;
  export default words;
}
