/** Proposals: changes under a number, from tabling to the chair's decision. */
import { describe, expect, test } from "vitest";
import { CHANGES, REDLINE } from "./drafts.ts";
import { meeting } from "./meeting.ts";
import type { Person } from "./person.ts";

const proposals = (person: Person) => person.page.locator(".proposal");

describe("a proposal", () => {
  test("is tabled with the selected changes, altered by its sponsors, and agreed by its number", async () => {
    const draft = await meeting.draft(REDLINE, CHANGES);
    const [chair, usa, f] = await draft.open("chair", "USA", "F");
    await usa.clickBehind("mutual");
    await usa.page.locator("[data-card][data-lit=true]").waitFor(); // the caret has been read
    await usa.tab("Proposals").click();
    await usa.page.getByText("No proposals yet").waitFor();
    await usa.button("New proposal").click();
    const choices = usa.dialog.getByRole("checkbox");
    expect(await choices.count()).toBe(3); // those of its own delegation
    expect(await usa.dialog.getByRole("checkbox", { checked: true }).count()).toBe(1);
    await usa.dialog.getByRole("checkbox", { name: /systems/ }).check();
    await usa.dialog.getByLabel("Number").fill("USA 12");
    await usa.dialog.getByLabel("Title").fill("Trust between systems");
    await usa.dialog.getByLabel("Reasons").fill("They grew.");
    await usa.dialog.getByRole("button", { name: "Table" }).click();
    expect(await usa.dialog.getByLabel("Number").evaluate((input: HTMLInputElement) => input.validationMessage)).toBe(
      "A number such as USA/12/1",
    );
    await usa.dialog.getByLabel("Number").fill("USA/12/1");
    await usa.dialog.getByRole("button", { name: "Table" }).click();
    await expect.poll(() => usa.dialog.count()).toBe(0);

    await f.tab(/^Proposals/).click();
    await expect
      .poll(() => proposals(f).allTextContents())
      .toEqual([
        expect.stringMatching(/USA\/12\/1.*MOD.*Pending.*Trust between systems.*USA.*They grew\..*mutual.*systems/),
      ]);
    expect(await f.button(/^Edit/).count()).toBe(0);
    await usa.button("Edit proposal").click();
    await usa.dialog.getByLabel("Sponsors").fill("usa, eur");
    await usa.dialog.getByRole("button", { name: "Save" }).click();
    await expect.poll(() => proposals(f).locator(".badge").allTextContents()).toEqual(["USA", "EUR"]);

    await f.button("Export").click();
    const downloading = f.page.waitForEvent("download");
    await f.page.getByRole("menuitem", { name: "One to a page" }).click();
    expect((await downloading).suggestedFilename()).toMatch(/-proposals\.docx$/);

    await chair.tab(/^Proposals/).click();
    await chair.button(/2.* changes/).click();
    await expect.poll(() => chair.cards.count()).toBe(2);
    expect(await chair.card("mutual").locator(".card-facts").textContent()).toMatch(/^USA\/12\/1with.*EUR$/);
    await chair.page.getByRole("button", { name: "USA/12/1", exact: true }).click();
    await expect.poll(() => chair.cards.count()).toBe(5);
    await chair.tab(/^Proposals/).click();
    await chair.button(/^Decide on proposal/).click();
    await chair.page.getByRole("menuitem", { name: "Accept" }).click();
    expect(await chair.dialog.getByRole("heading").first().textContent()).toMatch(/^Accept proposal .*USA\/12\/1.*\?$/);
    await chair.dialog.getByLabel("Method").selectOption("Consensus");
    await chair.dialog.getByRole("button", { name: /^Accept/ }).click();
    await expect.poll(() => proposals(usa).locator(".proposal-state").textContent()).toBe("Agreed");
    expect(await draft.text("original")).toContain("that mutual trust is needed;\n");
    expect(await draft.text("original")).toContain("that systems grow,");
    await f.tab("Decided").click();
    await expect
      .poll(() => f.page.locator(".decision").allTextContents())
      .toEqual([expect.stringMatching(/^Accepted.*USA\/12\/1.*mutual.*systems.*Consensus/)]);
  });

  test("that nothing is to change needs no change, but a place; its state and turn are the chair's", async () => {
    const draft = await meeting.draft(REDLINE, CHANGES);
    const [chair, f] = await draft.open("chair", "F");
    f.allow(/status of 409/);
    await f.clickBehind("grow");
    await f.tab("Proposals").click();
    await f.button("New proposal").click();
    await f.dialog.getByLabel("Number").fill("F/3/1");
    await f.dialog.getByLabel("Kind").selectOption("NOC");
    const about = f.dialog.getByRole("group", { name: "About" });
    expect(await about.getByRole("checkbox", { checked: true }).count()).toBe(1); // where the caret is
    await about.getByRole("checkbox", { name: /networks grow/ }).uncheck();
    await f.dialog.getByRole("button", { name: "Table" }).click();
    await expect.poll(() => f.dialog.getByRole("alert").textContent()).toContain("Choose at least one paragraph");
    await about.getByRole("checkbox", { name: /^1 to study the matter/ }).check();
    await about.getByRole("checkbox", { name: /^resolves$/ }).check();
    await f.dialog.getByRole("button", { name: "Table" }).click();
    await expect
      .poll(() => proposals(f).locator(".proposal-change").allTextContents())
      .toEqual(["resolves", "resolves 1 to study the matter;"]);
    await proposals(f).getByRole("button", { name: "resolves", exact: true }).click();
    expect(await f.page.evaluate(() => getSelection()!.toString())).toBe("resolves");
    await f.button("Edit proposal").click();
    expect(await about.getByRole("checkbox", { checked: true }).count()).toBe(2);
    await f.press("Escape");
    await f.button("New proposal").click();
    await f.dialog.getByLabel("Number").fill("F/3/1");
    await f.dialog.getByRole("checkbox", { name: /badly/ }).check();
    await f.dialog.getByRole("button", { name: "Table" }).click();
    await expect.poll(() => f.dialog.getByRole("alert").textContent()).toContain("there is a proposal F/3/1 already");
    await f.dialog.getByLabel("Number").fill("F/3/10");
    await f.dialog.getByRole("button", { name: "Table" }).click();
    await expect.poll(() => f.dialog.count()).toBe(0);

    await chair.tab(/^Proposals/).click();
    await chair.button("Edit proposal \u2068F/3/10\u2069").click();
    await chair.dialog.getByLabel("State").selectOption("Deferred");
    await chair.dialog.getByLabel("Turn").fill("1");
    await chair.dialog.getByRole("button", { name: "Save" }).click();
    await expect
      .poll(() => proposals(f).locator(".proposal-head").allTextContents())
      .toEqual([expect.stringMatching(/^F\/3\/10MODDeferredTurn .*1/), expect.stringMatching(/^F\/3\/1NOCPending/)]);
  });
});
