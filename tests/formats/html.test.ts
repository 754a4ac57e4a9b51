/** The page of HTML: what it says, and what it cannot be made to say. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Op, colourOf } from "../../schema/index.ts";
import { writeHtml, writeText } from "../../src/formats/index.ts";
import { escape } from "../../src/formats/html/escape.ts";
import { call, del, draft, fileOf, ins, item, mark, para, sub } from "../schema/draft.ts";
import { RUNS, discussed, example, files, hostile, provisional, varied } from "./drafts.ts";
import { lines, readHtml } from "./readers.ts";

/** The lines of the text, without what only a reader of the file needs (`html-own.test.ts`). */
const main = (html: string) =>
  /<main [^>]*>\n([\s\S]*)<\/main>/
    .exec(html)![1]!
    .trimEnd()
    .replace(/ data-(?:mark|object|set|author|more|comments|text)="[^"]*"/g, "")
    .replaceAll('<span class="pilcrow">¶</span>', "¶")
    .split("\n");
const redline = (...of: Parameters<typeof draft>) => main(writeHtml(fileOf(draft(...of)), "redline"));
const gap = '</span><span class="gap"> </span>';

describe("what it says", () => {
  test("labels that stay, and what comes between", () => {
    const labels = (view: "final" | "redline") =>
      main(writeHtml(provisional, view)).flatMap(
        (line) => /<span class="label[^"]*">(.*?)<\/span>/.exec(line)?.[1] ?? [],
      );
    expect(labels("final")).toEqual(["-a)", "a)", "a) bis", "c)", "1", "i)", "i) bis", "ii)", "2"]);
    expect(labels("redline").join(" ")).toBe(
      "<ins>-a)</ins> a) <ins>a) bis</ins> <del>b)</del> c) <ins>1</ins> i) <ins>i) bis</ins> ii) <ins>2</ins>",
    );
  });

  test("a resolution: headings, sections, labels as text", () => {
    const sequence = draft(
      para("number", "RESOLUTION 1"),
      para("title", "On x"),
      call("noting"),
      item("one"),
      item("two:"),
      sub("three"),
      call("resolves"),
      item("to act"),
    );
    expect(main(writeHtml(fileOf(sequence), "final"))).toEqual([
      '<p id="p1" class="number">RESOLUTION 1</p>',
      '<h1 id="p2" class="title">On x</h1>',
      "<section>",
      '<h2 id="p3" class="call">noting</h2>',
      `<p id="p4" class="item labelled"><span class="label letter">a)${gap}one</p>`,
      `<p id="p5" class="item labelled"><span class="label letter">b)${gap}two:</p>`,
      `<p id="p6" class="item level-1 labelled"><span class="label">i)${gap}three</p>`,
      "</section>",
      "<section>",
      '<h2 id="p7" class="call">resolves</h2>',
      '<p id="p8" class="item">to act</p>',
      "</section>",
    ]);
  });

  test("who proposes, and when where it is known", () => {
    const changes = { "F:1": { delegation: "F", by: "Amina Castellane", time: "2006-11-14T14:05:00Z" } };
    const sequence = draft(item("we ", del("F:1", "may"), ins("USA:1", "shall")));
    const [, line] = main(writeHtml(fileOf(sequence, { changes }), "redline"));
    const f = `class="d${colourOf("F")}" data-delegation="F" data-change="F:1" datetime="2006-11-14T14:05:00Z" title="F, Amina Castellane, 2006-11-14 14:05 UTC"`;
    const usa = `class="d${colourOf("USA")}" data-delegation="USA" data-change="USA:1" title="USA"`;
    expect(line).toBe(`<p id="p1" class="item" data-by="F USA">we <del ${f}>may</del><ins ${usa}>shall</ins></p>`);
  });

  test("nested proposals, paragraph marks and pairs of labels", () => {
    const short = (list: string[]) =>
      list.map((line) => line.replace(/ (?:class|id|title|data-by|data-delegation)="[^"]*"/g, ""));
    const both = { ins: "USA:1", "del:F": "F:1" };
    const lost = mark({ "del:F": "F:2" });
    const shown = redline(
      call("noting"),
      item("a"),
      item({ insert: "b", attributes: both }, mark(both)),
      item("c", lost),
      item("d"),
      item(ins("USA:2", "e"), mark({ ins: "USA:2" })),
    );
    expect(short(shown).slice(3)).toEqual([
      `<p><span>a)</span><span> </span>a</p>`,
      `<p><del data-change="F:1"><ins data-change="USA:1">b¶</ins></del></p>`,
      `<p><span>b)</span><span> </span>c<del data-change="F:2">¶</del></p>`,
      `<p><span><del>c)</del></span><span> </span>d</p>`,
      `<p><span><ins>c)</ins></span><span> </span><ins data-change="USA:2">e¶</ins></p>`,
      "</section>",
    ]);
  });

  test("formats, objects and links", () => {
    const body = main(writeHtml(varied, "final")).join("\n");
    expect(body).toContain("H<sub>2</sub>O<strong><em> bold</em></strong>");
    expect(body).toContain('one<sup><a href="#n1">1</a></sup> two<br>three');
    expect(body).toContain('see <a href="#p6">a)</a> and <span><span class="object">[chart]</span></span>');
    expect(body).toContain(`<p id="n1" class="footnote labelled"><span class="label">1${gap}Note.</p>`);
  });

  test("proposed settings", () => {
    const body = main(writeHtml(varied, "redline"))
      .join("\n")
      .replace(/ class="set [^"]*"| title="[^"]*"/g, "");
    expect(body).toContain(
      'marked<small data-delegation="F" data-change="F:2"> [F: role text]</small><small data-delegation="USA" data-change="USA:2"> [USA: level 1]</small></p>',
    );
    expect(body).toContain('<span>loud</span><small data-delegation="F" data-change="F:3"> [F: em]</small></p>');
  });

  test("taken as the original or as the final it is that text", () => {
    const check = (file: typeof varied) => {
      for (const as of ["original", "final"] as const) {
        const read = (view: typeof as | "redline") => lines(readHtml(writeHtml(file, view), as));
        expect(read("redline")).toEqual(read(as));
      }
    };
    check(varied);
    check(example("resolution-130"));
    fc.assert(fc.property(files, check), { numRuns: RUNS });
  });

  test("the clean page and the clean text say the same", () => {
    for (const name of ["resolution-130", "resolution-50"]) {
      const file = example(name);
      for (const as of ["original", "final"] as const)
        expect(lines(readHtml(writeHtml(file, as), as))).toEqual(lines(writeText(file, as)));
    }
  });

  test("the legend counts the changes of each delegation, in the redline alone", () => {
    const file = example("resolution-130");
    const items = [...writeHtml(file, "redline").matchAll(/<li class="(d\d+)"><b>(\w+)<\/b> (.*?)<\/li>/g)].map(
      ([, ...parts]) => parts,
    );
    expect(items).toEqual([
      [`d${colourOf("F")}`, "F", "6 changes"],
      [`d${colourOf("USA")}`, "USA", "21 changes"],
    ]);
    expect(writeHtml(file, "final")).not.toContain("<header");
    expect(writeHtml(example("resolution-50"), "redline")).toContain("No pending changes.");
  });

  test("language, direction and title", () => {
    const head = (lang: string) =>
      writeHtml(fileOf(draft(para("number", "A"), para("title", "B")), { lang }), "final").slice(0, 600);
    expect(head("en")).toContain('<html lang="en" dir="ltr">');
    expect(head("ar-EG")).toContain('<html lang="ar-EG" dir="rtl">');
    expect(head("arn")).toContain('dir="ltr"');
    expect(head("en")).toContain("<title>A — B</title>");
    expect(writeHtml(fileOf(draft(item("x"))), "final")).toContain("<title>Draft resolution</title>");
  });

  test("there is one main heading, whatever the draft has", () => {
    for (const of of [
      draft(para("title", " "), item("x")),
      draft(para("number", "A")),
      draft(para("title", "A"), para("title", "B")),
      draft(item()),
    ])
      expect(writeHtml(fileOf(of), "final").match(/<h1/g)).toHaveLength(1);
  });

  test("no id stands twice", () => {
    const html = writeHtml(fileOf(draft(item("a", mark({ id: "x" })), item("b", mark({ id: "x" })))), "final");
    expect(html.match(/ id="x"/g)).toHaveLength(1);
  });
});

describe("what is said beside the text", () => {
  const words = (html: string) =>
    html
      .replace(/<[^>]*>/g, "")
      .replace(/\s+/g, " ")
      .trim();
  const listed = (html: string) =>
    [.../<aside[^]*<\/aside>/.exec(html)![0].matchAll(/<li [^]*?<\/li>/g)].map(([li]) => words(li));
  const COMMENTS = [
    "C1F, Amina, 2006-11-08 09:12 UTC Why &lt;b&gt;this&lt;/b&gt;? Really?USA, Grace Lindqvist, 2006-11-08 09:13 UTC Because\uFFFD.",
    "C2B spaced",
    "C3 on no wordsB, Ana, 2006-11-09 09:13 UTC On nothing.",
  ];

  test("comments with their answers, and reasons, are named at their words and listed behind the text", () => {
    const html = writeHtml(discussed, "redline");
    expect(listed(html)).toEqual([...COMMENTS, "R1USA, Grace Lindqvist, 2006-11-08 09:12 UTC To say more."]);
    const text = /<main[^]*<\/main>/.exec(html)![0];
    expect([...text.matchAll(/href="#remark:(\w+)"/g)].map(([, name]) => name)).toEqual(["C1", "R1", "C2", "C1"]);
    for (const [, name] of text.matchAll(/href="#(remark:\w+)"/g)) expect(html).toContain(`id="${name}"`);
  });

  test("proposals stand above what they propose, their reasons below; those that touch nothing behind the text", () => {
    const lines = [
      ...writeHtml(discussed, "redline").matchAll(/<(?:div class="tabled|p id|h\d id)[^]*?<\/(?:div|p|h\d)>/g),
    ].map(([line]) => words(line));
    expect(lines.slice(1)).toEqual([
      "noting",
      "MOD USA/12/1",
      "Peace",
      "a) that peaceC1 is keptR1",
      "Reasons: To keep it. Longer.",
      "b) that it neverC2 was,",
      "NOC B/1/2",
      "resolves",
      "SUP F/7/1",
      "1 to act soon",
      "Reasons: Haste.",
      "2 to C1report",
      "NOC B/1/1",
      "Reasons: As it is.",
    ]);
  });

  test("both columns have proposals across them, a page of changes has what is said of each", () => {
    const across = [
      ...writeHtml(discussed, "redline", { layout: "side-by-side" }).matchAll(/<tr class="across">([^]*?)<\/tr>/g),
    ].map(([, row]) => words(row!));
    expect(across[0]).toBe("MOD USA/12/1 Peace");
    expect(across.at(-1)).toBe("NOC B/1/1 Reasons: As it is.");
    const changes = writeHtml(discussed, "redline", { layout: "changes" });
    expect(listed(changes)).toEqual(COMMENTS);
    const articles = [...changes.matchAll(/<article>([^]*?)<\/article>/g)].map(([, article]) => words(article!));
    expect(articles[0]).toMatch(
      /^noting a\) ?MOD USA\/12\/1 Peace a\) that .*USA .* — To say more\. Reasons: To keep it/,
    );
    expect(articles.at(-1)).toBe("NOC B/1/1 Reasons: As it is.");
  });
});

describe("other layouts", () => {
  const amended = fileOf(
    draft(
      call("noting"),
      item("one"),
      item("we ", del("F:1", "may"), ins("USA:1", "shall"), " act"),
      item(ins("USA:2", "new"), mark({ ins: "USA:2" })),
      item("gone", mark({ "del:F": "F:2" })),
      item("two"),
    ),
    { changes: { "USA:1": { delegation: "USA", by: "Grace Lindqvist", time: "", reason: "to be clear" } } },
  );
  const words = (html: string) =>
    html
      .replace(/<[^>]*>/g, " ")
      .replace(/\s+/g, " ")
      .trim();

  test("the original beside the final, paragraph by paragraph", () => {
    const html = writeHtml(amended, "redline", { layout: "side-by-side" });
    const rows = [...html.matchAll(/<tr( class="differs")?><td>([^]*?)<\/td><td>([^]*?)<\/td><\/tr>/g)];
    expect(rows.map(([, differs, before, after]) => [differs !== undefined, words(before!), words(after!)])).toEqual([
      [false, "noting", "noting"],
      [false, "a) one", "a) one"],
      [true, "b) we may act", "b) we shall R1 act"],
      [true, "", "c) new"],
      [true, "c) gone d) two", "d) gonetwo"], // joined, because the mark between them goes
    ]);
    const marked = (cell: string) =>
      [...cell.matchAll(/<(ins|del) [^>]*>(.*?)<\/\1>/g)].map(([, tag, text]) => [tag, text]);
    expect(rows.map(([, , before, after]) => [marked(before!), marked(after!)])).toEqual([
      [[], []],
      [[], []],
      [[["del", "may"]], [["ins", "shall"]]],
      [[], [["ins", "new"]]],
      [[], []],
    ]);
    expect(html).not.toContain("data-mark");
    expect(html).toContain('aria-label="Delegations"');
  });

  test("each column says what its view says", () => {
    const check = (file: typeof varied) => {
      const cells = [...writeHtml(file, "redline", { layout: "side-by-side" }).matchAll(/<td>([^]*?)<\/td>/g)];
      (["original", "final"] as const).forEach((as, column) => {
        // Where nothing stands in a view, it has an empty paragraph all the same, and the column has none.
        const stands = ({ attributes = {} }: Op) =>
          !Object.keys(attributes).some((key) => (as === "original" ? key === "ins" : key.startsWith("del:")));
        if (!file.ops.some(stands)) return;
        const html = cells.filter((_, i) => i % 2 === column).map(([, cell]) => cell);
        expect(lines(readHtml(`<main >${html.join("\n")}</main>`, as))).toEqual(
          lines(readHtml(writeHtml(file, as), as)),
        );
      });
    };
    check(varied);
    check(provisional);
    check(example("resolution-130"));
    fc.assert(fc.property(files, check), { numRuns: RUNS });
  });

  test("only what is proposed, with its place, whose it is and why", () => {
    const html = writeHtml(amended, "redline", { layout: "changes" });
    const articles = [...html.matchAll(/<article>([^]*?)<\/article>/g)].map(([, article]) => words(article!));
    expect(articles).toEqual([
      "noting b) b) we may shall act F USA Grace Lindqvist — to be clear",
      "noting c) c) new ¶ USA",
      expect.stringMatching(/^noting .* gone ¶ F$/),
    ]);
    expect(writeHtml(example("resolution-50"), "redline", { layout: "changes" })).toContain("No pending changes.");
  });

  test.each(["side-by-side", "changes"] as const)(
    "%s: strangers' words are words, one heading, nothing is asked for",
    (layout) => {
      for (const file of [hostile, varied, provisional]) {
        const html = writeHtml(file, "redline", { layout });
        expect(html).not.toMatch(/<script|<img|http-equiv="refresh"/);
        expect(html.match(/<h1/g)).toHaveLength(1);
      }
    },
  );
});

describe("what it cannot be made to say", () => {
  test("everything of strangers is escaped", () => {
    expect(escape(`<a href="x" title='y'>&`)).toBe("&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;");
    expect(escape("a\u0000\u0008\u001F\uD83D\uFFFFb\n\t😀")).toBe("a\uFFFD\uFFFD\uFFFD\uFFFD\uFFFDb\n\t😀");
  });

  test("even in a draft that no reader would have let in", () => {
    const evil = `"><script>x</script>`;
    const marked = { id: evil, role: evil as "item", level: evil as unknown as number, label: evil, ins: `${evil}:1` };
    const set = { "set:F:label": { change: `${evil}:1`, value: evil } };
    const file = fileOf(
      draft(
        item({ insert: evil, attributes: { ins: `${evil}:1`, "del:F": `${evil}:2` } }, mark(marked)),
        item("x", mark(set)),
      ),
      {
        lang: evil,
        changes: { [`${evil}:1`]: { delegation: evil, by: evil, time: evil } },
      },
    );
    for (const view of ["original", "final", "redline"] as const)
      expect(writeHtml(file, view)).not.toContain("<script");
  });
});
