/** Changes as people mean them: withdrawn, supported, put off, decided in parts, with what is recorded, and taken back. */
import { describe, expect, test } from "vitest";
import type { Op } from "../../../schema/index.ts";
import { CHANGES, CLEAN, REDLINE, item } from "./drafts.ts";
import { meeting } from "./meeting.ts";
import type { Person } from "./person.ts";

/** Chooses from the menu of a card. */
async function choose(person: Person, card: string, item: string | RegExp): Promise<void> {
  const found = person.card(card);
  await found.locator(".card-body").click();
  await found.getByRole("button", { name: /^More on this change/ }).click();
  await person.page.getByRole("menuitem", { name: item }).click();
}
const decided = (person: Person) => person.page.locator(".decision");
const said = (person: Person, text: string) => person.page.getByRole("status").filter({ hasText: text }).waitFor();

describe("a change", () => {
  test("is supported by another delegation, and goes with its last sponsor", async () => {
    const draft = await meeting.draft(REDLINE, CHANGES);
    const [usa, f] = await draft.open("USA", "F");
    await choose(f, "mutual", "Support");
    await said(f, "You support this change.");
    await expect.poll(() => usa.card("mutual").textContent()).toMatch(/with.*F/);
    await choose(usa, "mutual", "Withdraw our support");
    await said(usa, "Your support is withdrawn.");
    await expect.poll(() => usa.card("mutual").locator(".card-facts").textContent()).toMatch(/with.*F/);
    await f.sees("a) that mutual trust is badly needed;");
    await choose(f, "mutual", "Withdraw");
    await usa.sees("a) that trust is badly needed;");
    await usa.tab("Decided").click();
    await expect
      .poll(() => decided(usa).allTextContents())
      .toEqual([expect.stringMatching(/^Withdrawn.*USA.*mutual.*Amina Castellane/)]);
    expect(await usa.button("Reopen").count()).toBe(0);
  });

  test("says why, in the words of its own delegation", async () => {
    const draft = await meeting.draft(REDLINE, CHANGES);
    const [usa, f] = await draft.open("USA", "F");
    await choose(usa, "mutual", /^Give a reason/);
    await usa.type("As agreed in 2018");
    await usa.dialog.getByRole("button", { name: "Save" }).click();
    await expect.poll(() => f.card("mutual").locator(".card-reason").allTextContents()).toEqual(["As agreed in 2018"]);
    await f.card("mutual").locator(".card-body").click();
    await f.card("mutual").getByRole("button", { name: /^More/ }).click();
    await expect.poll(() => f.page.getByRole("menuitem").allTextContents()).toEqual(["Support"]);
  });

  test("is put off by the chair, with a note", async () => {
    const draft = await meeting.draft(REDLINE, CHANGES);
    const [chair, usa] = await draft.open("chair", "USA");
    await choose(chair, "twice", /^Defer/);
    expect(await chair.dialog.getByRole("heading").first().textContent()).toBe("Defer this change?");
    await chair.dialog.getByText("Method, note, reservations").click();
    await chair.dialog.getByLabel("Note").fill("After lunch");
    await chair.dialog.getByRole("button", { name: "Defer" }).click();
    await expect.poll(() => usa.card("twice").locator(".card-fact").allTextContents()).toEqual(["Deferred"]);
    expect(await draft.pending()).toHaveLength(5);
    await chair.tab("Decided").click();
    await expect
      .poll(() => decided(chair).allTextContents())
      .toEqual([expect.stringMatching(/^Deferred.*USA.*twice.*After lunch.*Helena Marsh/)]);
  });

  test("that was put off is taken up again, from its menu and from the record", async () => {
    const draft = await meeting.draft(REDLINE, CHANGES);
    const [chair, usa] = await draft.open("chair", "USA");
    const marks = () => usa.page.locator(".card-fact").allTextContents();
    const defer = async () => {
      await choose(chair, "twice", /^Defer/);
      await chair.dialog.getByRole("button", { name: "Defer" }).click();
      await expect.poll(marks).toEqual(["Deferred"]);
    };
    await defer();
    await choose(chair, "twice", "Take up again");
    await said(chair, "It is no longer put off.");
    await expect.poll(marks).toEqual([]);
    await defer();
    await chair.tab("Decided").click();
    await chair.button("Take up again").click();
    await expect.poll(marks).toEqual([]);
    await expect
      .poll(() => decided(chair).evaluateAll((all) => all.map((each) => each.getAttribute("data-verdict"))))
      .toEqual(["reopen", "defer", "reopen", "defer"]);
    expect(await chair.button("Take up again").count()).toBe(0);
    expect(await draft.pending()).toHaveLength(5);
  });

  test("is decided in a part, and the rest stays pending", async () => {
    const draft = await meeting.draft(REDLINE, CHANGES);
    const [chair, usa] = await draft.open("chair", "USA");
    await choose(chair, "systems", /only what it inserts/);
    await usa.sees("b) that networkssystems grow,");
    await expect.poll(async () => draft.text("original")).toContain("that networkssystems grow,");
    await expect.poll(() => usa.card("networks").count()).toBe(1);
    expect((await draft.pending()).find(({ deletes }) => deletes.includes("networks"))).toMatchObject({ inserts: [] });
  });

  test("is accepted as the chair amends it, or superseded, or ruled out by another of its group", async () => {
    const draft = await meeting.draft(REDLINE, CHANGES);
    const [chair, f] = await draft.open("chair", "F");
    await chair.write("twice", " or more often");
    await choose(chair, "twice", /as amended/);
    expect(await chair.dialog.textContent()).toMatch(/Amended by.*CHAIR.*or more often/);
    await chair.dialog.getByRole("button", { name: "Accept as amended" }).click();
    await f.sees("2 to report twice or more often to the next conference.");
    await expect.poll(() => draft.text("original")).toContain("to report twice or more often to the next conference.");

    await choose(chair, "badly", /^Supersede/);
    await chair.dialog.getByLabel("In favour of").selectOption({ label: "USA: mutual" });
    await chair.dialog.getByRole("button", { name: "Supersede" }).click();
    await f.sees("a) that mutual trust is needed;");

    for (const words of ["mutual", "whole"]) {
      await choose(chair, words, /^Exclusive group/);
      await chair.dialog.getByLabel(/Name of the group/).fill("adjectives");
      await chair.dialog.getByRole("button", { name: "Save" }).click();
      await expect.poll(() => chair.card(words).locator(".card-fact").textContent()).toMatch(/One of: .*adjectives/);
    }
    await chair.card("whole").locator(".card-body").click();
    await chair
      .card("whole")
      .getByRole("button", { name: /^Accept/ })
      .click();
    await f.sees("a) that trust is needed;");
    await f.sees("1 to study the whole matter;");
    await chair.tab("Decided").click();
    await expect.poll(() => decided(chair).first().textContent()).toMatch(/^Accepted.*whole.*Rejected.*mutual/);
    expect(await decided(chair).nth(1).textContent()).toMatch(/^Superseded.*badly.*In favour of .*USA:u-1/);
  });
});

describe("a decision", () => {
  test("says what becomes of each change that it would strand", async () => {
    const ops: Op[] = [
      ...CLEAN,
      { insert: "to publish ", attributes: { ins: "USA:u-1" } },
      { insert: "all ", attributes: { ins: "F:f-1" } },
      { insert: "papers.", attributes: { ins: "USA:u-1" } },
      { insert: "\n", attributes: { ins: "USA:u-1", id: "3", role: "item", part: "operative", level: 0 } },
      ...item("4", "to thank the host."),
    ];
    const draft = await meeting.draft(ops, { "USA:u-1": CHANGES["USA:u-1"]!, "F:f-1": CHANGES["F:f-1"]! });
    const [chair] = await draft.open("chair");
    await chair.card("to publish").locator(".card-body").click();
    await chair
      .card("to publish")
      .getByRole("button", { name: /^Reject/ })
      .click();
    const choice = chair.dialog.getByLabel(/^What becomes of the change of .*F/);
    expect(await choice.locator("option").allTextContents()).toEqual([
      expect.stringMatching(/^(Goes with it|Stays pending)/),
      "Accept it too",
      "Reject it",
    ]);
    await choice.selectOption("Reject it");
    await chair.dialog.getByRole("button", { name: "Reject", exact: true }).click();
    await chair.page.getByText("No pending changes").waitFor();
    expect(await draft.text("redline")).not.toContain("all");
  });

  test("is taken with a vote and a reservation on record, listed for all, and taken back", async () => {
    const draft = await meeting.draft(REDLINE, CHANGES);
    const [chair, usa] = await draft.open("chair", "USA");
    await choose(chair, "badly", /^Reject with a note/);
    await chair.dialog.getByLabel("Method").selectOption("Roll call");
    for (const [name, votes] of [
      ["For", "80"],
      ["Against", "12"],
      ["Abstentions", "1"],
    ] as const)
      await chair.dialog.getByLabel(name, { exact: true }).fill(votes);
    await chair.dialog.getByLabel("Delegation").fill("f");
    await chair.dialog.getByLabel("Reservation", { exact: true }).fill("prefers badly");
    await usa.tab("Decided").click();
    await usa.page.getByText("Nothing decided yet").waitFor();
    await chair.dialog.getByRole("button", { name: "Reject" }).click();
    await usa.sees("a) that mutual trust is needed;");
    await expect
      .poll(() => decided(usa).allTextContents())
      .toEqual([
        expect.stringMatching(
          /^Rejected.*F.*badly.*Roll call: .*80.* for, .*12.* against, .*1 abstention.*F.*: prefers badly/,
        ),
      ]);
    await chair.tab("Decided").click();
    await chair.button("Reopen").click();
    await usa.sees("a) that mutual trust is badly needed;");
    await expect
      .poll(() => decided(usa).allTextContents())
      .toEqual([expect.stringMatching(/^Decision taken back/), expect.stringMatching(/^Rejected.*Taken back$/)]);
    await chair.tab(/^Changes/).click();
    await chair.card("badly").waitFor();
    expect(await draft.pending()).toHaveLength(5);
  });
});

test("by keyboard: the tabs of the panel, and the menu of a card", async () => {
  const draft = await meeting.draft(REDLINE, CHANGES);
  const [usa] = await draft.open("USA");
  const focused = () => usa.page.evaluate(() => document.activeElement!.textContent.replace(/\s+/g, " ").trim());
  await usa.tab(/^Changes/).focus();
  await usa.press("ArrowRight");
  expect(await focused()).toBe("Proposals");
  await usa.press("End");
  expect(await focused()).toBe("Check");
  await usa.page.locator(".panel-empty, .findings").first().waitFor();
  await usa.press("ArrowRight");
  expect(await focused()).toBe("Changes 5");
  await usa.card("mutual").locator(".card-body").focus();
  await usa.press("Enter", "Tab");
  expect(await focused()).toMatch(/^More on this change of .*USA/);
  await usa.press("Enter");
  await expect.poll(focused).toBe("Withdraw");
  await usa.press("ArrowDown");
  expect(await focused()).toBe("Give a reason…");
  await usa.press("Enter");
  await usa.dialog.waitFor();
  await usa.type("because");
  await usa.press("Tab", "Tab", "Enter");
  await expect.poll(() => usa.card("mutual").locator(".card-reason").allTextContents()).toEqual(["because"]);
});
