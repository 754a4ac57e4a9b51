/** Comments in CriticMarkup wherever people write them: none goes without a word. */
import { expect, test } from "vitest";
import { MARK } from "../../schema/index.ts";
import { read } from "../../src/formats/index.ts";

/** The text of a redline, `|` at its paragraphs' ends, with what was said behind the words that it is on, and of none. */
async function commented(text: string): Promise<{ text: string; loose: string[] }> {
  const result = await read("txt", text);
  if (!result.ok) throw new Error(`${result.place}: ${result.message}`);
  const { ops, comments } = result.draft;
  const left = new Map(Object.entries(comments).map(([key, comment]) => [key.split("/")[0]!, comment.text]));
  const said = ops.map(({ insert, attributes }) => {
    const threads = Object.keys(attributes ?? {}).filter((key) => key.startsWith("cmt:"));
    const notes = threads.map((key) => {
      const note = left.get(key.slice(4));
      left.delete(key.slice(4));
      return `<${note}>`;
    });
    return `${insert === MARK ? "|" : insert}${notes.join("")}`;
  });
  return { text: said.join(""), loose: [...left.values()] };
}

test.each([
  [
    "on a line of its own, on the paragraph before",
    "to act{++ now++}\n{>>why?<<}\nto go",
    "to act now<why?>|to go|",
    [],
  ],
  ["between blank lines", "to act\n\n{>>why?<<}\n\nto {++go++}", "to act<why?>|to go|", []],
  ["several", "to act\n{>>why?<<}{>>how?<<}\n{>>when?<<}\nto {++go++}", "to act<why?><how?><when?>|to go|", []],
  ["before the first paragraph, on that", "{>>all of it?<<}\nto {++go++}", "to go<all of it?>|", []],
  ["on an empty paragraph, on no words", "to {++go++}\n¶{>>why?<<}\nto act", "to go||to act|", ["why?"]],
  ["on a paragraph mark alone, on no words", "{++¶++}{>>USA<<}{>>why?<<}\nto act", "|to act|", ["why?"]],
  ["and nothing else", "{>>nothing?<<}", "|", ["nothing?"]],
])("a comment %s", async (_, redline, text, loose) => {
  expect(await commented(redline)).toEqual({ text, loose });
});

test("a comment on a line of its own is no blank line: paragraphs are a line each", async () => {
  const { text } = await commented("to see\n{>>why?<<}\nto act\nto {++go++}");
  expect(text).toBe("to see<why?>|to act|to go|");
});

test("a comment between the lines of a paragraph does not end it", async () => {
  const { text } = await commented("that it is\n{>>why?<<}\nso {++and++}\n\nthat it was");
  expect(text).toBe("that it is<why?> so and|that it was|");
});
