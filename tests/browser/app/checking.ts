/** The drafting check in the panel: what it lists, where it leads, and fixes that arrive as changes. */
import { describe, expect, test } from "vitest";
import type { Op } from "../../../schema/index.ts";
import { CLEAN, item } from "./drafts.ts";
import { meeting } from "./meeting.ts";
import { type Person, lines } from "./person.ts";

const SLIPS: Op[] = [
  ...CLEAN.slice(0, -4),
  ...item("1", "to ask the Secretary General, and"),
  ...item("2", "to report."),
];

const findings = (person: Person) => person.page.locator(".finding");
const listed = (person: Person) =>
  findings(person).evaluateAll((all) =>
    all.map((each) => [...each.querySelectorAll(".finding-body > *")].map((part) => part.textContent.trim())),
  );
const count = async (person: Person) => String(await findings(person).count());

describe("checking", () => {
  test("leads to each finding, and its fix is a proposal like any other", async () => {
    const draft = await meeting.draft(SLIPS);
    const [usa, f] = await draft.open("USA", "F");
    await usa.tab("Check").click();
    await expect
      .poll(() => listed(usa))
      .toEqual([
        ["resolves1", "“Secretary General” is written “Secretary-General”", "to ask the Secretary General, and"],
        ["resolves1", "no “and” at the end, but “;”: another item follows", "to ask the Secretary General, and"],
      ]);
    await findings(usa).first().locator(".finding-body").click();
    expect(await usa.page.evaluate(() => [...CSS.highlights.get("place")!].map(String))).toEqual(["Secretary General"]);

    await usa.button(/^Fix: .?no/).click();
    await expect.poll(() => listed(usa)).toHaveLength(1);
    await f.sees("to ask the Secretary General, and;");
    expect(await draft.text("final")).toContain("to ask the Secretary General;");
    expect(await draft.text("original")).toContain("to ask the Secretary General, and");
    await usa.button("Undo").click();
    await expect.poll(() => listed(usa)).toHaveLength(2);

    await usa.tab(/^Changes/).click();
    await expect.poll(() => usa.page.locator(".finding").count()).toBe(0);
    await expect.poll(() => usa.page.evaluate(() => CSS.highlights.has("place"))).toBe(false);
  });

  test("makes a typed reference an object that follows its item", async () => {
    const draft = await meeting.draft([...CLEAN.slice(0, -2), ...item("2", "to report on considering b) above.")]);
    const [usa] = await draft.open("USA");
    await usa.tab("Check").click();
    await expect.poll(() => listed(usa)).toEqual([["resolves2", expect.stringMatching(/is typed/), expect.anything()]]);
    await usa.button(/^Fix: .*is typed/).click();
    await usa.page.getByText("Nothing to mend").waitFor();
    await usa.clickBehind("that trust is needed;");
    await usa.press("Enter");
    await usa.type("that time flies;");
    await usa.state("saved");
    await expect.poll(async () => lines(await draft.text("final"))).toContain("2 to report on considering c) above.");
  });

  test("follows what others write", async () => {
    const draft = await meeting.draft(CLEAN);
    const [usa, f] = await draft.open("USA", "F");
    await usa.tab("Check").click();
    await expect.poll(() => usa.page.locator(".panel-empty").textContent()).toContain("Nothing to mend");
    await f.write("that trust", " in the Secretary General");
    await expect.poll(() => count(usa)).toBe("1");
  });

  test("who edits directly is given a proposal as well; who only reads is given no fix", async () => {
    const draft = await meeting.draft(SLIPS);
    const [chair, observer] = await draft.open("chair", "observer");
    for (const person of [chair, observer]) {
      await person.tab("Check").click();
      await expect.poll(() => listed(person)).toHaveLength(2);
    }
    expect(await observer.button(/^Fix/).count()).toBe(0);
    await chair.page.getByRole("group", { name: "What your typing does" }).getByText("Edit directly").click();
    await chair.button(/^Fix: .?“Secretary/).click();
    await expect.poll(() => listed(chair)).toHaveLength(1);
    await chair.state("saved");
    expect(await draft.text("original")).toContain("Secretary General, and");
    expect(await draft.text("final")).toContain("Secretary-General, and");
  });
});
