/** What is said beside a redline, in numbers that a file may have. */
import { expect, test } from "vitest";
import { blocksOf } from "../../src/formats/blocks.ts";
import { Remarks, threadsOf } from "../../src/formats/remarks.ts";
import { draft, fileOf, item } from "../schema/draft.ts";

const MANY = 80_000;
const message = { delegation: "F", by: "", time: "", text: "x" };

// Each copied the list of those before it: minutes.
test("a thread of very many messages is read in one go", () => {
  const keys = Array.from({ length: MANY }, (_, i) => `t/m${String(i).padStart(5, "0")}`);
  const [thread] = [...threadsOf(Object.fromEntries(keys.map((key) => [key, message]))).values()];
  expect(thread!.map(({ key }) => key)).toEqual(keys);
});

test("very many threads that end at one word are told there", () => {
  const file = fileOf(draft(item("word")));
  const threads = Array.from({ length: MANY }, (_, i) => `t${i}`);
  file.ops[0]!.attributes = Object.fromEntries(threads.map((thread) => [`cmt:${thread}`, true]));
  const comments = Object.fromEntries(threads.map((thread) => [`${thread}/m`, message]));
  const [block] = blocksOf(file, "redline");
  const [ending] = [...new Remarks({ comments, changes: {} }, [block!]).endingIn(block!).values()];
  expect(ending).toHaveLength(MANY);
});
