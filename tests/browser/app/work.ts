/** Writing and looking: what people come for. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { DraftFile } from "../../../schema/index.ts";
import { writeText } from "../../../src/formats/index.ts";
import { CHANGES, CLEAN, REDLINE } from "./drafts.ts";
import { meeting } from "./meeting.ts";
import { type Person, lines } from "./person.ts";

/** Cards in the panel: the heading of their paragraph, then delegation, person, time and text of each. */
const panel = (person: Person) =>
  person.page.locator("#changes .group").evaluateAll((groups) =>
    groups.map((group) => {
      const text = (from: Element, selector: string) =>
        [...from.querySelectorAll(selector)].map((found) => found.textContent.trim()).join(" ");
      const cards = [...group.querySelectorAll(".card")].map((card) => [
        ...[".badge", ".card-by", ".card-time"].map((selector) => text(card, selector)),
        text(card, ".card-text")
          .replace(/[\u2068\u2069]/g, "")
          .replace(/\s+/g, " "),
      ]);
      return [text(group, ".group-head > *"), ...cards];
    }),
  );

describe("writing", () => {
  test("two delegations type at once, and everybody sees both", async () => {
    const draft = await meeting.draft(CLEAN);
    const [usa, f, chair] = await draft.open("USA", "F", "chair");
    const carets = () => usa.page.locator(".caret-name").allTextContents();
    await usa.clickBehind("that trust");
    await f.clickBehind("is needed");
    await Promise.all([usa.type(" and confidence"), f.type(" by all of us")]);
    const expected = "a) that trust and confidence is needed by all of us;";
    await Promise.all([usa, f, chair].map((person) => person.sees(expected)));
    expect(await usa.paragraphs()).toEqual(await f.paragraphs());
    expect(await usa.paragraphs()).toEqual(await chair.paragraphs());
    await Promise.all([usa, f].map((person) => person.state("saved")));
    expect(await draft.text("final")).toContain(expected);
    expect(lines(await draft.text("original"))).toContain("a) that trust is needed;");

    // Who they are, and where they write.
    expect(await chair.page.locator(".people-stack .badge").allTextContents()).toEqual(["F", "USA"]);
    await expect.poll(carets).toEqual(["F · Amina Castellane"]); // the chair has clicked nowhere
    await chair.clickBehind("networks grow");
    await expect.poll(carets).toEqual(["F · Amina Castellane", "CHAIR · Helena Marsh"]);
    await expect
      .poll(() => panel(chair))
      .toEqual([
        [
          "considering a) that trust and confidence is needed by all of us;",
          ["USA", "Marian Okafor", "now", "Inserted: and confidence"],
          ["F", "Amina Castellane", "now", "Inserted: by all of us"],
        ],
      ]);
  });

  test("a person strikes and overtypes, undoes and redoes by the buttons", async () => {
    const draft = await meeting.draft(CLEAN);
    const [usa] = await draft.open("USA");
    const [undo, redo] = [usa.button(/^Undo/), usa.button(/^Redo/)];
    expect([await undo.isDisabled(), await redo.isDisabled()]).toEqual([true, true]);
    await usa.selectBefore("networks");
    await usa.type("systems");
    await usa.card(/networks.*systems/).waitFor();
    expect(await draft.text("redline")).toContain("that {--networks--}{>>USA<<}{++systems++}{>>USA<<} grow,");
    await usa.press("Home");
    await undo.click();
    await expect.poll(() => usa.cards.count()).toBe(0);
    expect(await usa.paragraphs()).toEqual(lines(await draft.text("original")));
    await redo.click();
    await usa.sees("networkssystems");
    await usa.state("saved");
    expect(await draft.text("final")).toContain("that systems grow,");
  });

  test("kinds of paragraphs and levels are set by menu and buttons, and are proposals", async () => {
    const draft = await meeting.draft(CLEAN);
    const [usa] = await draft.open("USA");
    await usa.clickBehind("next conference.");
    await usa.button(/One level down/).click();
    await expect
      .poll(() => panel(usa))
      .toEqual([["resolves i) to report to the next conference.", ["USA", "Marian Okafor", "now", "Level: 1 → 2"]]]);
    await usa.button(/Kind of paragraph/).click();
    await usa.page.getByRole("menuitemradio", { name: "Text", exact: true }).click();
    await usa.card("Kind of paragraph").waitFor();
    await usa.state("saved");
    expect(await draft.text("redline")).toContain("{>>USA: level 1<<}");
  });

  test("a secretary edits the text itself, or proposes", async () => {
    const draft = await meeting.draft(CLEAN);
    const [secretary, observer] = await draft.open("secretary", "observer");
    const mode = secretary.page.getByRole("group", { name: "What your typing does" });
    await mode.getByText("Edit directly").click();
    await secretary.write("to study the", " whole");
    await observer.sees("1 to study the whole matter;");
    await secretary.state("saved");
    expect(await draft.pending()).toEqual([]);
    await mode.getByText("Propose").click();
    await secretary.write("to report", " twice");
    await secretary.card("twice").waitFor();
    await secretary.state("saved");
    expect(lines(await draft.text("original"))).toContain("2 to report to the next conference.");
    expect((await draft.pending()).map(({ delegation, by, inserts }) => [delegation, by, inserts])).toEqual([
      ["SEC", "Tomás Rivera", [" twice"]],
    ]);
  });

  test("an observer reads, live, and can do nothing else", async () => {
    const draft = await meeting.draft(REDLINE, CHANGES);
    const [observer, usa] = await draft.open("observer", "USA");
    await observer.clickBehind("to study the");
    await observer.type("XYZ");
    await observer.press("Backspace", "Enter", "Control+b");
    await usa.write("next conference", " of all");
    await observer.sees("to the next conference of all.");
    expect(await observer.text.getAttribute("contenteditable")).toBe("false");
    expect(await observer.page.getByRole("toolbar").count()).toBe(0);
    expect(await observer.button(/^(Accept|Reject|Decide|Undo|Italic)/).count()).toBe(0);
    expect(await observer.page.locator(".tools-hint").textContent()).toContain("You are reading");
    expect((await draft.pending()).flatMap(({ inserts }) => inserts)).toContain(" of all");
    expect(await draft.text("final")).not.toContain("XYZ");
  });
});

describe("one gesture is one change", () => {
  test("also when the person goes on in words of an imported draft", async () => {
    const draft = await meeting.draft(REDLINE, CHANGES);
    const [usa] = await draft.open("USA");
    await usa.write("mutual", " and lasting");
    await usa.state("saved");
    expect((await draft.pending()).map(({ inserts }) => inserts.join(""))).toContain("mutual and lasting ");
    expect(await draft.pending()).toHaveLength(5);
  });

  test("also when it was undone and redone", async () => {
    const draft = await meeting.draft(CLEAN);
    const [usa] = await draft.open("USA");
    await usa.selectBefore("networks");
    await usa.type("systems");
    await usa.press("Control+z", "Control+Shift+z");
    await usa.sees("networkssystems");
    await usa.state("saved");
    expect(await draft.pending()).toHaveLength(1);
  });
});

describe("the views", () => {
  const file = JSON.parse(
    readFileSync(new URL("../../../examples/resolution-130.json", import.meta.url), "utf8"),
  ) as DraftFile;

  test("Resolution 130 as it was, as it would be, and with all marks", async () => {
    const draft = await meeting.draft(file.ops, file.changes);
    const [f] = await draft.open("F");
    const choose = (name: string) => f.page.getByRole("group", { name: "View" }).getByText(name).click();
    for (const [name, view] of [
      ["Original", "original"],
      ["Final", "final"],
    ] as const) {
      await choose(name);
      await f.page.locator(`.draft[data-view=${view}]`).waitFor();
      expect(await f.paragraphs()).toEqual(lines(writeText(file, view)));
      expect(await f.text.getAttribute("contenteditable")).toBe("false");
    }
    await f.button("Back to the redline").click();
    await f.page.locator(".draft[data-view=redline]").waitFor();
    const expected = Object.fromEntries(
      (await draft.pending())
        .map(({ id, inserts, deletes }) => [id, { ins: inserts.join(""), del: deletes.join("") }] as const)
        .filter(([, { ins, del }]) => ins !== "" || del !== ""),
    );
    expect(Object.keys(expected).length).toBeGreaterThan(20);
    expect(await f.marked()).toEqual(expected);
    // Labels that move, as a pair.
    expect(await f.text.locator(".label:has(del):has(ins)").count()).toBeGreaterThan(0);
  });

  test("the export menu gives the clean and the redlined text, as text and as a web page", async () => {
    const draft = await meeting.draft(REDLINE, CHANGES);
    const [f] = await draft.open("F");
    const get = async (group: RegExp, format: string) => {
      await f.button("Export").click();
      const item = f.page.getByRole("group", { name: group }).getByRole("menuitem", { name: format });
      const [download] = await Promise.all([f.page.waitForEvent("download"), item.click()]);
      return { name: download.suggestedFilename(), text: readFileSync((await download.path())!, "utf8") };
    };
    const written: DraftFile = {
      format: "plenary-draft",
      version: 1,
      profile: "itu",
      lang: "en",
      ops: REDLINE,
      changes: CHANGES,
      comments: {},
    };
    const clean = await get(/^Clean/, "Plain text");
    expect(clean).toEqual({
      name: "RESOLUTION-7-Security-of-the-infrastructure-final.txt",
      text: writeText(written, "final"),
    });
    const redline = await get(/^Redline/, "Plain text");
    expect(redline).toEqual({
      name: "RESOLUTION-7-Security-of-the-infrastructure-redline.txt",
      text: writeText(written, "redline"),
    });
    const original = await get(/^Original/, "Plain text");
    expect(original.text).toBe(writeText(written, "original"));
    const word = await get(/^Redline/, "Word");
    expect(word.name).toBe("RESOLUTION-7-Security-of-the-infrastructure-redline.docx");
    expect(word.text.slice(0, 2)).toBe("PK");
    const page = await get(/^Redline/, "Web page");
    expect(page.name).toBe("RESOLUTION-7-Security-of-the-infrastructure-redline.html");
    const sides = await get(/^Redline/, "Side-by-side page");
    expect(sides.name).toBe("RESOLUTION-7-Security-of-the-infrastructure-redline-side-by-side.html");
    expect(sides.text).toContain('<th scope="col">Original</th>');
    expect((await get(/^Redline/, "Page of changes")).text).toContain("<article>");
    expect(await f.page.getByRole("group", { name: "Proposals" }).count()).toBe(0); // there are none
    expect(page.text).toMatch(/<ins[^>]*data-delegation="USA"[^>]*>mutual <\/ins>/);
    const cleanPage = await get(/^Clean/, "Web page");
    expect(cleanPage.text).toContain("that mutual trust is badly needed;");
    expect(cleanPage.text).not.toContain("<ins");
  });
});
