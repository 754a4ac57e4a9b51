/** The chair's decisions, from the screen: on what was seen there, and on nothing else. */
import { describe, expect, test } from "vitest";
import type { Op } from "../../../schema/index.ts";
import { CHANGES, CLEAN, REDLINE, item } from "./drafts.ts";
import { meeting } from "./meeting.ts";
import { WIRED, lines } from "./person.ts";

describe("the chair", () => {
  test("accepts one and rejects one, and is led on to the next", async () => {
    const draft = await meeting.draft(REDLINE, CHANGES);
    const [chair, usa] = await draft.open("chair", "USA");
    const decide = async (text: string, verdict: "Accept" | "Reject") => {
      await chair.card(text).hover();
      await chair
        .card(text)
        .getByRole("button", { name: new RegExp(`^${verdict}`) })
        .click();
      await expect.poll(() => chair.card(text).count()).toBe(0);
    };
    await decide("mutual", "Accept");
    expect(await chair.page.locator(".card[data-selected=true]").getAttribute("data-card")).toBe("F:f-1");
    await decide("badly", "Reject");
    await usa.sees("a) that mutual trust is needed;");
    expect(lines(await draft.text("original"))).toContain("a) that mutual trust is needed;");
    expect((await draft.pending()).map(({ id }) => id)).toEqual(["USA:u-2", "F:f-2", "USA:u-3"]);
    expect(await chair.page.getByRole("status").filter({ hasText: "Change rejected." }).count()).toBe(1);
  });

  test("decides on all of a delegation, and on all in the selection, after a question", async () => {
    const draft = await meeting.draft(REDLINE, CHANGES);
    const [chair, f] = await draft.open("chair", "F");
    const row = (name: string) => chair.page.getByRole("group", { name: new RegExp(name) });
    const choose = async (name: string, verdict: string) => {
      await chair.button("Decide").click();
      await row(name).getByRole("menuitem", { name: verdict }).click();
    };
    await chair.selectBefore("networks", 28); // over two paragraphs
    await choose("Selection", "Reject");
    expect(await chair.dialog.getByRole("heading").textContent()).toMatch(/^Reject .*2.* changes\?$/);
    await chair.button(/^Cancel/).click();
    expect(await draft.pending()).toHaveLength(5);
    await choose("USA", "Accept");
    expect(await chair.dialog.textContent()).toMatch(/Accept all .*3.* changes of .*USA/);
    await chair.dialog.getByRole("button", { name: /^Accept/ }).click();
    await expect.poll(() => chair.cards.count()).toBe(2);
    expect((await draft.pending()).map(({ id }) => id)).toEqual(["F:f-1", "F:f-2"]);
    await f.sees("2 to report twice to the next conference.");
    // Both changes of F, by a selection that touches them.
    await chair.clickBehind("to study the");
    await chair.press("End");
    for (let i = 0; i < 6; i++) await chair.press("Shift+ArrowUp");
    await choose("Selection", "Reject");
    await chair.dialog.getByRole("button", { name: /^Reject/ }).click();
    await expect.poll(async () => lines(await draft.text("final"))).toEqual(lines(await draft.text("original")));
    await chair.page.getByText("No pending changes").waitFor();
  });

  test("is told what a decision would take along or leave standing alone", async () => {
    const ops: Op[] = [
      ...CLEAN.slice(0, -2),
      ...item("2", "to report."),
      { insert: "to publish ", attributes: { ins: "USA:u-1" } },
      { insert: "all ", attributes: { ins: "F:f-1" } },
      { insert: "papers", attributes: { ins: "USA:u-1" } },
      { insert: " now", attributes: { ins: "F:f-1" } },
      { insert: ".", attributes: { ins: "USA:u-1" } },
      { insert: "\n", attributes: { ins: "USA:u-1", id: "3", role: "item", part: "operative", level: 0 } },
    ];
    const draft = await meeting.draft(ops, { "USA:u-1": CHANGES["USA:u-1"]!, "F:f-1": CHANGES["F:f-1"]! });
    const [chair] = await draft.open("chair");
    await chair.card("to publish").hover();
    await chair
      .card("to publish")
      .getByRole("button", { name: /^Reject/ })
      .click();
    const dependants = chair.dialog.locator(".dependants");
    expect(await dependants.textContent()).toMatch(
      /somebody else.*F.*Amina Castellane.*all … now.*Stays pending, in a paragraph of its own/,
    );
    await chair.press("Escape");
    await expect.poll(() => chair.dialog.count()).toBe(0);
    expect(await draft.pending()).toHaveLength(2);
    await chair
      .card("to publish")
      .getByRole("button", { name: /^Reject/ })
      .click();
    await chair.dialog.getByRole("button", { name: "Reject", exact: true }).click();
    await expect.poll(() => chair.cards.count()).toBe(1);
    expect(await draft.text("redline")).toMatch(/\{\+\+all {2}now¶?\+\+\}\{>>F<<\}/);
  });

  test("whose screen is behind decides nothing, and is told what changed", async () => {
    const draft = await meeting.draft(REDLINE, CHANGES);
    const chair = await draft.join("chair", WIRED);
    const [usa, f] = await draft.open("USA", "F");
    chair.allow(/status of 409/);
    chair.wire.deafen();
    await usa.selectBefore(" twice"); // takes its own words back
    await usa.press("Backspace");
    await f.clickBehind("badly");
    await f.press("Backspace", "Backspace");
    await Promise.all([usa.state("saved"), f.state("saved")]);

    await chair.card("twice").hover();
    await chair
      .card("twice")
      .getByRole("button", { name: /^Accept/ })
      .click();
    const dialog = chair.dialog.filter({ hasText: "Nothing was decided" });
    await expect
      .poll(() => dialog.locator(".conflict").allTextContents())
      .toEqual([expect.stringMatching(/USA.*Robert Chen.*twice.*Not pending any more/)]);
    await chair.press("Enter");
    await chair.card("badly").hover();
    await chair
      .card("badly")
      .getByRole("button", { name: /^Accept/ })
      .click();
    await expect
      .poll(() => dialog.locator(".conflict").allTextContents())
      .toEqual([expect.stringMatching(/F.*Amina Castellane.*You saw.*badly.*Now.*bad/)]);
    expect(await draft.text("original")).not.toMatch(/bad|twice/);
    chair.wire.listen();
    await dialog.getByRole("button", { name: "Look at it" }).click();
    await chair.card(/bad(?!ly)/).waitFor();
    expect(await chair.page.locator(".card[data-selected=true]").getAttribute("data-card")).toBe("F:f-1");
    // Words that are only added to are decided as the chair saw them; what came later stays pending.
    await f.write("next", " great");
    await chair.card("great").waitFor();
    chair.wire.deafen();
    await f.type("est");
    await f.state("saved");
    await chair.card("great").hover();
    await chair
      .card("great")
      .getByRole("button", { name: /^Accept/ })
      .click();
    await expect.poll(async () => draft.text("redline")).toContain("to the next great{++est++}{>>F<<} conference.");
    chair.wire.listen();
    await chair.card("est").waitFor();
  });

  test("decides on what the question listed: what comes while it is open stays pending, or is a conflict", async () => {
    const draft = await meeting.draft(REDLINE, CHANGES);
    const [chair, usa, f] = await draft.open("chair", "USA", "F");
    chair.allow(/status of 409/);
    const askAbout = async (delegation: string) => {
      await chair.button("Decide").click();
      const row = chair.page.getByRole("group", { name: new RegExp(delegation) });
      await row.getByRole("menuitem", { name: "Accept" }).click();
      await chair.dialog.waitFor();
    };
    await askAbout("USA");
    await usa.write("twice", " or thrice");
    await chair.sees("2 to report twice or thrice to the next conference.");
    await chair.dialog.getByRole("button", { name: /^Accept/ }).click();
    await expect.poll(() => draft.text("redline")).toContain("to report twice{++ or thrice++}{>>USA<<} to the next");

    await askAbout("F");
    await f.clickBehind("badly");
    await f.press("Backspace", "Backspace");
    await chair.sees("a) that mutual trust is bad needed;");
    await chair.dialog.getByRole("button", { name: /^Accept/ }).click();
    const conflict = chair.dialog.filter({ hasText: "Nothing was decided" }).locator(".conflict");
    await expect
      .poll(() => conflict.allTextContents())
      .toEqual([expect.stringMatching(/F.*Amina Castellane.*You saw.*badly.*Now.*bad/)]);
    expect(await draft.text("original")).not.toContain("bad");
  });
});
