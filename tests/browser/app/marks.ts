/** Brackets, footnotes and references, by keys and buttons, at several screens. */
import { describe, expect, test } from "vitest";
import { CLEAN, item } from "./drafts.ts";
import { meeting } from "./meeting.ts";
import { type Person, lines } from "./person.ts";

const brackets = (person: Person) => person.page.locator("#changes .bracket-card");

describe("brackets", () => {
  test("put around a selection by keys are listed for all, and the chair keeps what stands in them", async () => {
    const draft = await meeting.draft(CLEAN);
    const [chair, usa] = await draft.open("chair", "USA");
    await usa.selectBefore("the matter");
    await usa.press("Control+Shift+BracketLeft");
    await chair.sees("1 to study [the matter];");
    await brackets(chair).waitFor();
    expect(await brackets(chair).textContent()).toMatch(/USA.*resolves 1.*\[the matter\]/);
    expect(await brackets(usa).getByRole("button", { name: /Keep/ }).count()).toBe(0);
    await brackets(chair).getByRole("button", { name: /Keep/ }).click();
    await usa.sees("1 to study the matter;");
    await expect.poll(() => brackets(chair).count()).toBe(0);
    expect(await draft.pending()).toEqual([]);
    expect(lines(await draft.text("original"))).toContain("1 to study the matter;");
  });

  test("that were settled are on record with what stood in them, and are brought back", async () => {
    const draft = await meeting.draft([...CLEAN, ...item("3", "to [invite/urge] all.")]);
    const [chair, usa] = await draft.open("chair", "USA");
    await brackets(chair)
      .getByRole("button", { name: /^.*urge.*:/ })
      .click();
    await usa.sees("3 to urge all.");
    for (const person of [chair, usa]) await person.tab("Decided").click();
    const decision = usa.page.locator(".decision").first();
    await expect
      .poll(() => decision.textContent())
      .toMatch(/^Bracket settled.*Alternative .*2.* \[invite\/urge\]Helena Marsh$/);
    await chair.button("Reopen").click();
    await usa.sees("3 to [invite/urge] all.");
  });

  test("with others' changes in them are not deleted before the chair was told", async () => {
    const draft = await meeting.draft([...CLEAN, ...item("3", "to [invite all] soon.")]);
    const [chair, usa] = await draft.open("chair", "USA");
    await usa.write("invite", " nearly");
    await chair.sees("3 to [invite nearly all] soon.");
    await chair.card("nearly").waitFor();
    const remove = brackets(chair).getByRole("button", { name: /Delete/ });
    await remove.click();
    expect(await chair.dialog.locator(".dependants").textContent()).toMatch(/USA.*Marian Okafor.*nearly.*Goes with it/);
    await chair.press("Escape");
    await expect.poll(() => chair.dialog.count()).toBe(0);
    expect(await draft.pending()).toHaveLength(1);
    await remove.click();
    await chair.dialog.getByRole("button", { name: "Delete" }).click();
    await usa.sees("3 to soon.");
    expect(await draft.pending()).toEqual([]);
    await expect.poll(() => chair.dialog.count()).toBe(0);
  });

  test("with alternatives: one is chosen; a click on the list shows the place", async () => {
    const draft = await meeting.draft([...CLEAN, ...item("3", "to [invite/urge] all.")]);
    const [chair] = await draft.open("chair");
    await brackets(chair).locator(".bracket-body").click();
    expect(await chair.page.evaluate(() => getSelection()!.toString())).toBe("[invite/urge]");
    await brackets(chair)
      .getByRole("button", { name: /^.*urge.*:/ })
      .click();
    await chair.sees("3 to urge all.");
  });
});

describe("a paragraph that moves", () => {
  test("is there twice with two lines, and is told of; the list has it once", async () => {
    const draft = await meeting.draft(CLEAN);
    const [usa, f] = await draft.open("USA", "F");
    await usa.clickBehind("that trust is");
    await usa.press("Alt+ArrowDown");
    await f.card("moved").waitFor();
    expect((await f.card("moved").locator(".card-text").textContent())!.match(/that trust is needed/g)).toHaveLength(1);
    const lines = (selector: string) =>
      f.text.locator(selector).evaluateAll((all) =>
        all.map((each) => {
          const { textDecorationLine, textDecorationStyle } = getComputedStyle(each);
          return `${textDecorationLine} ${textDecorationStyle}`;
        }),
      );
    expect(await lines("del.revision")).toEqual(["line-through double", "line-through double"]); // text and mark
    expect(await lines("ins.revision")).toEqual(["underline double", "underline double"]);
    const told = await f.text.ariaSnapshot();
    expect(told).toMatch(/Moved away:[^]*that trust is needed[^]*Moved here:[^]*that trust is needed/);
    await usa.write("to report", " twice");
    await f.card("twice").waitFor();
    expect(await lines("[data-id='2'] ins.revision")).toEqual(["underline solid"]);
    await usa.press("Control+z");
    await usa.press("Control+z");
    await expect.poll(() => f.cards.count()).toBe(0);
    await expect.poll(() => f.text.locator(".note").count()).toBe(0);
  });
});

describe("a footnote", () => {
  test("is put in and written by keys, numbered, and goes with its object", async () => {
    const draft = await meeting.draft(CLEAN);
    const [usa, f] = await draft.open("USA", "F");
    await usa.clickBehind("networks");
    await usa.press("Control+Alt+f");
    await usa.type("Of all kinds.");
    await f.sees("1 Of all kinds.");
    const shown = f.text.locator(".footnote-ref");
    expect(await shown.evaluate((object) => getComputedStyle(object, "::after").content)).toBe('"1"');
    await usa.state("saved");
    expect(lines(await draft.text("final"))).toEqual(
      expect.arrayContaining(["b) that networks¹ grow,", "1 Of all kinds."]),
    );
    expect(await draft.pending()).toHaveLength(1);
    await usa.clickBehind(" grow");
    for (let i = 0; i < " grow".length; i++) await usa.press("ArrowLeft");
    await usa.press("Backspace");
    await expect.poll(() => shown.count()).toBe(0);
    await expect.poll(() => draft.pending()).toEqual([]);
  });
});

describe("a reference", () => {
  test("is chosen from a list, and follows its target", async () => {
    const draft = await meeting.draft(CLEAN);
    const [usa] = await draft.open("USA");
    await usa.clickBehind("study the matter");
    await usa.type(" as in ");
    await usa.button("Refer to a paragraph").click();
    await usa.page.getByRole("menuitem", { name: /b\).*networks grow/ }).click();
    await usa.state("saved");
    await expect
      .poll(async () => lines(await draft.text("final")))
      .toContain("1 to study the matter as in considering b) above;");
    await usa.clickBehind("trust is needed;");
    await usa.press("Enter");
    await usa.type("that time flies;");
    await expect
      .poll(async () => lines(await draft.text("final")))
      .toContain("1 to study the matter as in considering c) above;");
  });
});
