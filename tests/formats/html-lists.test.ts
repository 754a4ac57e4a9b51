/** Lists and links in pages of others: numbers as the page shows them, addresses in findings. */
import { describe, expect, test } from "vitest";
import { read, writeText } from "../../src/formats/index.ts";

async function readIn(html: string): Promise<{ lines: string[]; said: string[] }> {
  const result = await read("html", html);
  if (!result.ok) throw new Error(`${result.place}: ${result.message}`);
  return {
    lines: writeText(result.draft, "final").trimEnd().split("\n"),
    said: result.findings.map(({ place, message }) => `${place}: ${message}`),
  };
}

describe("a list", () => {
  const resolves = async (list: string) => (await readIn(`<p><em>resolves</em></p>${list}`)).lines.slice(1);

  test.each([
    ["begins elsewhere", "<ol start=3><li>a<li>b</ol>", ["3. a", "4. b"]],
    ["goes on behind text", "<ol><li>a<li>b</ol><p>so</p><ol start=3><li>c</ol>", ["1 a", "2 b", "so", "3 c"]],
    ["begins again", "<ol><li>a<li>b</ol><p>so</p><ol><li>c</ol>", ["1 a", "2 b", "so", "1. c"]],
    ["leaves numbers out", "<ol><li>a<li value=5>b<li>c</ol>", ["1 a", "5. b", "6. c"]],
    ["goes down", "<ol reversed><li>a<li>b</ol>", ["2. a", "1 b"]],
    ["goes below zero", "<ol start=-1><li>a<li>b<li>c</ol>", ["-1. a", "0. b", "1 c"]],
    ["has letters", "<ol type=a><li>a<li>b</ol>", ["a. a", "b. b"]],
    ["has capitals", '<ol type="A" start=27><li>a<li type=I value=4>b</ol>', ["AA. a", "IV. b"]],
    ["has letters by a style", "<ol style='list-style: lower-latin inside'><li>a<li>b</ol>", ["a. a", "b. b"]],
    [
      "has the numerals of its level",
      "<ol><li>a:<ol type=i><li>b<li>c</ol><li>d</ol>",
      ["1 a:", "i) b", "ii) c", "2 d"],
    ],
    [
      "has other numerals below",
      "<ol><li>a:<ol type=a start=2><li>b<li>c</ol><li>d</ol>",
      ["1 a:", "b. b", "c. c", "2 d"],
    ],
    ["is counted by each list", "<ol><li>a:<ol><li>b<li>c</ol><li>d</ol>", ["1 a:", "i) b", "ii) c", "2 d"]],
    [
      "has numbers like none",
      "<ol start=99999999999999999999 type=i><li>a<li>b</ol>",
      ["999999999. a", "1000000000. b"],
    ],
  ])("that %s shows what the page shows", async (_, list, lines) => expect(await resolves(list)).toEqual(lines));
});

test("where a link leads is said, unless its words say it", async () => {
  const { lines, said } = await readIn(`<p>See <a href="https://www.itu.int/x?a=1&amp;b=2">the <b>site</b></a>,
<a href="mailto:a@itu.int">a@itu.int</a>, <a href="https://itu.int/">itu.int</a> and <a href="#below">below</a><a name=x>.</a></p>`);
  expect(lines).toEqual(["See the site, a@itu.int, itu.int and below."]);
  expect(said).toEqual([
    "paragraph 1 (“See the site, a@itu.int, itu.int and be…”): the address of a link is left out: https://www.itu.int/x?a=1&b=2",
    "paragraph 1 (“See the site, a@itu.int, itu.int and be…”): a link to another place of the page is left out: its words stay",
  ]);
});
