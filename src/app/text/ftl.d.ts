/** What `compile.ts` makes of a file of words: its messages by their keys. */
declare module "*.ftl" {
  const words: Record<string, import("./format.ts").Pattern>;
  export default words;
}
