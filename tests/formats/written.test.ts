/** What is asked for when a draft is written, and what is said of what strangers name. */
import { expect, test } from "vitest";
import { WRITABLE, askedWrongly, plain, write } from "../../src/formats/index.ts";
import { example } from "./drafts.ts";

const file = example("resolution-130");

// A page called clean would have had all that is proposed in it.
test.each(["side-by-side", "changes"] as const)("a page laid out as %s is of the redline alone", async (layout) => {
  for (const view of ["original", "final"] as const)
    expect(await write("html", file, view, { layout })).toEqual({
      ok: false,
      code: "invalid",
      message: `layout ${layout} is of the redline, not of the ${view}`,
    });
  expect(await write("html", file, "redline", { layout })).toMatchObject({ ok: true });
});

// They would be missing, and nobody would know why.
test.each(WRITABLE)("%s is not written with what it does not have", async (format) => {
  const refused = (message: RegExp) => ({ ok: false, code: "invalid", message: expect.stringMatching(message) });
  if (format !== "html")
    expect(await write(format, file, "redline", { layout: "changes" })).toEqual(refused(/^layout changes is of html/));
  if (format !== "pdf")
    expect(await write(format, file, "final", { lineNumbers: true })).toEqual(refused(/^line numbers are of pdf/));
  expect(askedWrongly(format, "final", { layout: "text", lineNumbers: false })).toBeNull();
});

test("a layout that nobody knows is none", async () => {
  expect(await write("html", file, "redline", { layout: "odd" as "text" })).toMatchObject({ code: "invalid" });
});

test("a name is cut where it has too many characters, of whatever plane", () => {
  expect(plain("𝒜".repeat(60))).toBe("𝒜".repeat(60));
  expect(plain("𝒜".repeat(61))).toBe(`${"𝒜".repeat(59)}…`);
});

test.each([
  ["a Persian name", "علی\u200Cرضا", "علی\u200Cرضا"],
  ["a Hindi conjunct", "क्\u200Dष", "क्\u200Dष"],
  ["a Bengali ya behind ra", "র\u200D্যাব", "র\u200D্যাব"],
  ["joiners at an edge", "\u200Cab\u200D", "ab"],
  ["joiners that hide between signs", "a \u200D\u200Db-\u200Cc", "a  b- c"],
  ["two joiners", "a\u200C\u200Db", "a b"],
  ["what turns a line", "a\u202Eb\u2066c\nd\u2028e", "a b c d e"],
])("in a message stands %s", (_, text, shown) => {
  expect(plain(text)).toBe(shown);
});
