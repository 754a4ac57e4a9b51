/** Foreign HTML and text to paragraphs, on trees made by hand: how real programs write is in tests/browser/clipboard.test.ts. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FORMATS, ITU, ITU_DECIMAL, MAX_LEVEL, type Op, type Part, UN } from "../../schema/index.ts";
import { type HtmlNode, readForeign } from "../../src/formats/pasted/html.ts";
import { type RecognisedParagraph, recognise, recogniseText } from "../../src/formats/pasted/roles.ts";

/** An element; a string is a text. */
const h = (name: string, attributes: Record<string, string> = {}, ...children: (HtmlNode | string)[]): HtmlNode => ({
  nodeType: 1,
  nodeName: name.toUpperCase(),
  nodeValue: null,
  childNodes: children.map((child) =>
    typeof child === "string" ? { nodeType: 3, nodeName: "#text", nodeValue: child, childNodes: [] } : child,
  ),
  getAttribute: (key) => attributes[key] ?? null,
});
const text = (ops: readonly Op[]) => ops.map(({ insert }) => (typeof insert === "string" ? insert : "\\")).join("");
const lines = (paragraphs: readonly RecognisedParagraph[]) =>
  paragraphs.map(({ ops, role = "?", level }) => `${role}${level === undefined ? "" : ` ${level}`}: ${text(ops)}`);
const place = (part: Part, profile = ITU) => ({ part, profile, lang: "en" });
const read = (...nodes: (HtmlNode | string)[]) => readForeign(h("body", {}, ...nodes));
const recognised = (...nodes: HtmlNode[]) => lines(recognise(read(...nodes).paragraphs, place("operative")));

describe("blanks", () => {
  const only = (...nodes: (HtmlNode | string)[]) => text(read(...nodes).paragraphs[0]?.ops ?? []);

  test("are one where there are many, and none at a paragraph's edges", () => {
    expect(only(h("p", {}, "\n  one\n two ", h("b", {}, " three"), "\t\u00A0 "))).toBe("one two three");
    expect(only(h("p", {}, "one", h("br"), " two", h("br")))).toBe("one\\two");
  });

  test("stay at the edges of a phrase, but for the lines of the HTML", () => {
    expect(only("\r\n", h("span", {}, " one "), "\r\n")).toBe(" one ");
    expect(read("one").phrase).toBe(true);
    expect(read(h("div", {}, "one")).phrase).toBe(false);
  });

  test("a single no-break space stays, several are a blank", () => {
    expect(only(h("p", {}, "un\u00A0: deux\u00A0\u00A0\u00A0trois"))).toBe("un\u00A0: deux trois");
  });

  test("lines of preformatted text are paragraphs", () => {
    expect(read(h("pre", {}, "one\ntwo\r\n\r\nthree")).paragraphs.map(({ ops }) => text(ops))).toEqual([
      "one",
      "two",
      "three",
    ]);
  });
});

test("a tree of any depth is read", () => {
  let tree = h("b", {}, "deep");
  for (let i = 0; i < 100_000; i++) tree = h("span", { style: i % 2 === 0 ? "mso-list:Ignore" : "" }, tree);
  expect(read(h("p", {}, "x", tree)).paragraphs).toHaveLength(1);
});

describe("formats", () => {
  const format = (node: HtmlNode) => read(h("p", {}, node, "x")).paragraphs[0]!.ops[0]!.attributes;

  test.each<[string, HtmlNode, Op["attributes"]]>([
    ["tags", h("i", {}, "a"), { em: true }],
    ["styles", h("span", { style: "font-style: italic; font-weight:700" }, "a"), { em: true, strong: true }],
    ["a style against a tag", h("b", { style: "font-weight: normal" }, "a"), undefined],
    [
      "an inner style against an outer tag",
      h("sup", {}, h("span", { style: "vertical-align:baseline" }, "a")),
      undefined,
    ],
    ["a link is not underlined", h("a", { href: "x" }, h("u", {}, "a")), undefined],
    ["fonts and colours", h("font", { color: "red", style: "mso-bidi-font-weight:bold" }, "a"), undefined],
  ])("%s", (_, node, attributes) => expect(format(node)).toEqual(attributes));
});

describe("roles", () => {
  const p = (style: string, ...children: (HtmlNode | string)[]) => h("p", { class: style }, ...children);

  test("by the names of styles, however a program writes them", () => {
    expect(
      recognised(
        p("Res_No", "RESOLUTION 1"),
        p("Res_title-western", h("b", {}, "On"), " x"),
        p("Normalaftertitle0", "The Conference,"),
        p("Call", "instructs somebody or other"),
        p("enumlev2", "b)\u00A0\u00A0two"),
        p("enumlev1", "one"),
        p("Annex_No", "ANNEX"),
        p("AnnexTitle", "Of it"),
      ),
    ).toEqual([
      "number: RESOLUTION 1",
      "title: On x",
      "opening: The Conference,",
      "call: instructs somebody or other",
      "item 0: two",
      "item 1: one",
      "annex-number: ANNEX",
      "annex-title: Of it",
    ]);
  });

  test("a call is known by its italics; so is one in the middle of nothing else", () => {
    expect(recognised(p("", "noting"), p("", h("i", {}, "noting")), p("", "that it is"), p("", "and so on"))).toEqual([
      "?: noting",
      "call: noting",
      "item 0: that it is",
      "?: and so on",
    ]);
  });

  test("a list is below the item that announces it, and beside another", () => {
    const list = h("ul", {}, h("li", {}, "x", h("ul", {}, h("li", {}, "y"))));
    expect(recognised(p("", "2 to do:"), list)).toEqual(["item 0: to do:", "item 1: x", "item 2: y"]);
    expect(recognised(p("", "2 to do;"), list)).toEqual(["item 0: to do;", "item 0: x", "item 1: y"]);
  });

  test("what only looks like a label is none", () => {
    expect(lines(recogniseText("2018 was a year\nA word\ne.g. this", place("operative")))).toEqual([
      "?: 2018 was a year",
      "?: A word",
      "?: e.g. this",
    ]);
  });
});

describe("levels of labels", () => {
  test.each<[string, ReturnType<typeof place>, string, string[]]>([
    ["of the preamble", place("preamble"), "h) x\ni) y\nj) z", ["0", "0", "0"]],
    ["below them", place("preamble"), "b) x\ni) y\nii) z\nc) x", ["0", "1", "1", "0"]],
    ["of the operative part", place("operative"), "3 x\ni) y\na) z\n– z\nii) y\n4 x", ["0", "1", "2", "3", "1", "0"]],
    ["decimal", place("operative", ITU_DECIMAL), "2 x\n2.1 y\n2.2 y\ni) z\n3 x", ["0", "1", "1", "2", "0"]],
    ["of the General Assembly", place("operative", UN), "3. x\n(a) y\n(i) z\n(b) y", ["0", "1", "2", "1"]],
    ["with adverbs", place("preamble"), "a) x\na bis) y\nb) z", ["0", "0", "0"]],
    ["that skip one", place("operative"), "resolves\n1 x\n– y\n2 z", ["0", "1", "0"]],
  ])("%s", (_, where, pasted, levels) => {
    const items = recogniseText(pasted, where).filter(({ role }) => role === "item");
    expect(items.map(({ level }) => String(level))).toEqual(levels);
  });
});

test("any tree gives paragraphs that can stand in a draft", () => {
  const names = ["p", "li", "ol", "div", "b", "i", "span", "td", "pre", "br", "del", "h1", "a", "sup"];
  const attributes = fc.record({
    class: fc.constantFrom("", "Call", "enumlev3", "MsoListParagraph", "msoDel"),
    style: fc.constantFrom("", "mso-list:l0 level9 lfo1", "mso-list:Ignore", "font-style:italic", "display:none"),
    "aria-level": fc.constantFrom("", "3", "99"),
  });
  const texts = fc.constantFrom("noting", "a) x", "1 y", " ", "\u00A0", "\n", "\u0000", "\uD83D", "😀", "\u00AD");
  const { tree } = fc.letrec<{ tree: HtmlNode | string }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 5 },
      texts,
      fc
        .tuple(fc.constantFrom(...names), attributes, fc.array(tie("tree"), { maxLength: 4 }))
        .map(([name, values, children]) => h(name, values, ...children)),
    ),
  }));
  let items = 0;
  fc.assert(
    fc.property(fc.array(tree, { maxLength: 5 }), (nodes) => {
      const { paragraphs } = read(...nodes);
      for (const { ops, level } of recognise(paragraphs, place("preamble"))) {
        expect(text(ops)).not.toMatch(/[\p{Cc}\p{Cs}]/u);
        for (const { insert, attributes = {} } of ops) {
          expect(insert).not.toBe("");
          expect(FORMATS).toEqual(expect.arrayContaining(Object.keys(attributes)));
        }
        if (level === undefined) continue;
        items++;
        expect(level).toBeGreaterThanOrEqual(0);
        expect(level).toBeLessThanOrEqual(MAX_LEVEL);
      }
    }),
    { numRuns: Number(process.env.FUZZ ?? 500) },
  );
  expect(items).toBeGreaterThan(0);
});
