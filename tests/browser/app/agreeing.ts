/** Agreed paragraphs: closed by the chair, shut to keys, and what was under way for them goes back to its author. */
import { describe, expect, test } from "vitest";
import { CHANGES, CLEAN, REDLINE } from "./drafts.ts";
import { meeting } from "./meeting.ts";
import { type Person, WIRED } from "./person.ts";

const agreement = async (chair: Person, words: string, choice: RegExp) => {
  await chair.clickBehind(words);
  await chair.button(/^Kind of paragraph: .*Item/).click(); // the caret has been read
  await chair.page.getByRole("menuitem", { name: choice }).click();
};
const agreed = (person: Person) =>
  person.text.locator("[data-agreed]").evaluateAll((all) => all.map((each) => each.getAttribute("data-id")));
const told = (person: Person) => person.page.getByRole("status").filter({ hasText: "This paragraph is agreed." });

describe("agreeing", () => {
  test("closes a paragraph to all keys until the chair opens it again", async () => {
    const draft = await meeting.draft(CLEAN);
    const [chair, usa] = await draft.open("chair", "USA");
    await agreement(chair, "study the", /^Agreed/);
    await chair.page.getByText("Paragraph agreed.").waitFor();
    await expect.poll(() => agreed(usa)).toEqual(["1"]);
    expect(await usa.text.locator("[data-agreed]").evaluate((p) => getComputedStyle(p, "::after").maskImage)).toMatch(
      /^url/,
    );

    expect(await usa.text.locator("[data-id='1']").ariaSnapshot()).toContain("Agreed: 1 to study the matter;");
    const before = await usa.paragraphs();
    await usa.write("study the", " whole");
    await told(usa).waitFor();
    await usa.press("Backspace", "Delete", "Enter", "Control+b");
    await usa.press("End", "Shift+Home", "Delete");
    expect(await usa.paragraphs()).toEqual(before);
    await usa.write("report", " twice");
    await chair.sees("2 to report twice to the next conference.");
    expect(await chair.paragraphs()).toContain("1 to study the matter;");

    await agreement(chair, "study the", /^Open again/);
    await expect.poll(() => agreed(usa)).toEqual([]);
    await usa.write("study the", " whole");
    await chair.sees("1 to study the whole matter;");
  });

  test("is on record with the paragraph, and opened again from there", async () => {
    const draft = await meeting.draft(CLEAN);
    const [chair, usa] = await draft.open("chair", "USA");
    const decisions = (person: Person) => person.page.locator(".decision");
    await agreement(chair, "study the", /^Agreed/);
    await chair.tab("Decided").click();
    await usa.tab("Decided").click();
    await expect
      .poll(() => decisions(usa).allTextContents())
      .toEqual([expect.stringMatching(/^Paragraph agreed.*resolves 1 to study the matter;Helena Marsh$/)]);
    await decisions(chair).first().getByRole("button", { name: "Reopen" }).click();
    await expect.poll(() => agreed(usa)).toEqual([]);
    await expect.poll(() => decisions(usa).count()).toBe(2);
    await expect.poll(() => chair.button("Reopen").count()).toBe(0); // nothing of it is left to open
  });

  test("waits for what is pending there", async () => {
    const draft = await meeting.draft(REDLINE, CHANGES);
    const [chair] = await draft.open("chair");
    chair.allow(/status of 409/);
    await agreement(chair, "study the", /^Agreed/);
    await chair.page.getByRole("alert").filter({ hasText: "decide first on what is pending there" }).waitFor();
    expect(await agreed(chair)).toEqual([]);
  });

  test("words that were under way come back to their author, and nothing else", async () => {
    const draft = await meeting.draft(CLEAN);
    const usa = await draft.join("USA", WIRED);
    const [chair] = await draft.open("chair");
    usa.wire.deafen();
    await agreement(chair, "study the", /^Agreed/);
    await chair.page.getByText("Paragraph agreed.").waitFor();
    await usa.write("study the", " whole");
    await usa.write("report", " twice");
    usa.wire.listen();
    const banner = usa.page.locator(".banner");
    await expect
      .poll(() => banner.allTextContents())
      .toEqual([expect.stringMatching(/whole.*The paragraph was agreed/)]);
    await usa.sees("1 to study the matter;");
    await chair.sees("2 to report twice to the next conference.");
    expect(await chair.paragraphs()).toContain("1 to study the matter;");
    await usa.page.reload(); // what came back is kept until it is dismissed
    await usa.online();
    await expect.poll(() => banner.count()).toBe(1);
    await usa.button("Dismiss").click();
    await expect.poll(() => banner.count()).toBe(0);
  });
});
