/** Within everybody's reach: by keyboard alone, on a telephone, in light and dark, for those who do not see the page. */
import axe from "axe-core";
import { describe, expect, test } from "vitest";
import { CHANGES, REDLINE } from "./drafts.ts";
import { meeting } from "./meeting.ts";
import type { Person } from "./person.ts";

/** What Chromium tells of a layout shift, as far as it is read here. */
interface LayoutShift extends PerformanceEntry {
  sources: readonly { node: Node | null }[];
}
declare global {
  interface Window {
    shifted: string[];
  }
}

const focused = (person: Person) =>
  person.page.evaluate(() => {
    const element = document.activeElement!;
    return (
      element.getAttribute("data-card") ??
      element.getAttribute("aria-label") ??
      element.textContent.replace(/\s+/g, " ").trim()
    );
  });
const focusedCard = (person: Person) =>
  person.page.evaluate(() => document.activeElement!.closest("[data-card]")?.getAttribute("data-card") ?? null);

describe("by keyboard alone", () => {
  test("the panel: skipped to, walked through, decided in", async () => {
    const draft = await meeting.draft(REDLINE, CHANGES);
    const [chair] = await draft.open("chair");
    await chair.press("Tab", "Tab");
    expect(await focused(chair)).toBe("Skip to the changes");
    await chair.press("Enter");
    expect(await focusedCard(chair)).toBe("USA:u-1");
    await chair.press("ArrowDown");
    await expect.poll(() => focusedCard(chair)).toBe("USA:u-1"); // the first step selects it
    await chair.press("ArrowDown");
    await expect.poll(() => focusedCard(chair)).toBe("F:f-1");
    await chair.press("ArrowDown");
    await expect.poll(() => focusedCard(chair)).toBe("USA:u-2");
    expect(await chair.text.locator(".selected").count()).toBeGreaterThan(0);
    await chair.press("ArrowUp");
    await expect.poll(() => focusedCard(chair)).toBe("F:f-1");
    // Accept and Reject of the card at hand come next.
    await chair.press("Tab", "Tab");
    expect(await focused(chair)).toMatch(/Reject this change of .*F/);
    await chair.press("Enter");
    await expect.poll(() => chair.cards.count()).toBe(4);
    await expect.poll(() => focusedCard(chair)).toBe("USA:u-2"); // the decision leads on
    await chair.press("Tab", "Enter");
    await expect.poll(() => chair.cards.count()).toBe(3);
    expect((await draft.pending()).map(({ id }) => id)).toEqual(["USA:u-1", "F:f-2", "USA:u-3"]);
    expect(await draft.text("original")).toContain("that systems grow,");
  });

  test("a menu that is opened before its items are loaded has the focus in the first when they come", async () => {
    const draft = await meeting.draft(REDLINE, CHANGES);
    const [chair, seat] = await Promise.all([meeting.person(), draft.seat("chair")]);
    let load: () => void;
    const asked = new Promise<void>((resolve) => (load = resolve));
    await chair.page.route("**/later-*.js", async (route) => {
      await asked;
      await route.continue();
    });
    await chair.open(seat.url);
    await chair.online();
    await chair.button("Export").focus();
    await chair.press("Enter");
    await chair.page.getByRole("menu", { name: "Export" }).waitFor({ state: "attached" });
    await chair.page.locator("[aria-expanded=true]", { hasText: "Export" }).waitFor();
    expect(await chair.page.getByRole("menuitem", { name: "Word" }).count()).toBe(0);
    load!();
    await expect.poll(() => focused(chair)).toBe("Word");
    await chair.press("ArrowDown");
    expect(await focused(chair)).toBe("PDF");
  });

  test("the menus: opened, walked through, left and chosen from", async () => {
    const draft = await meeting.draft(REDLINE, CHANGES);
    const [chair] = await draft.open("chair");
    await chair.button("Decide").focus();
    await chair.press("Enter");
    const menu = chair.page.getByRole("menu", { name: "Decide" });
    await menu.waitFor();
    await expect.poll(() => focused(chair)).toBe("Accept"); // that of F: nothing is selected
    await chair.press("ArrowDown");
    expect(await focused(chair)).toBe("Reject");
    await chair.press("End", "ArrowDown", "Escape");
    await menu.waitFor({ state: "hidden" });
    expect(await focused(chair)).toBe("Decide");
    await chair.press("Enter");
    await menu.waitFor();
    await expect.poll(() => focused(chair)).toBe("Accept");
    await chair.press("r", "Enter");
    await chair.dialog.waitFor();
    expect(await focused(chair)).toMatch(/^Reject .*2.* changes$/);
    await chair.press("Shift+Tab", "Enter");
    await expect.poll(() => chair.dialog.count()).toBe(0);
    expect(await draft.pending()).toHaveLength(5);

    await chair.button("Export").focus();
    await chair.press("Enter");
    await expect.poll(() => focused(chair)).toBe("Word");
    const [download] = await Promise.all([
      chair.page.waitForEvent("download"),
      chair.press("w", "w", "Enter"), // past the web page of the clean text, to Word of the redline
    ]);
    expect(download.suggestedFilename()).toMatch(/-redline\.docx$/);

    await chair.page.getByRole("radio", { name: "Redline" }).focus();
    await chair.press("ArrowRight");
    await chair.page.locator(".draft[data-view=final]").waitFor();
    await chair.press("ArrowLeft", "ArrowLeft");
    await chair.page.locator(".draft[data-view=original]").waitFor();
    await chair.button(/^You:/).focus();
    await chair.press("Enter");
    await expect.poll(() => focused(chair)).toBe("As the system");
    await chair.press("d", "Enter");
    expect(await chair.page.locator("html").getAttribute("data-theme")).toBe("dark");
  });

  test("the text: skipped to, written in, and its tools", async () => {
    const draft = await meeting.draft(REDLINE, CHANGES);
    const [usa] = await draft.open("USA");
    await usa.press("Tab", "Enter");
    expect(await focused(usa)).toBe("Draft");
    await usa.press("Control+End");
    await usa.type(" And so on");
    await usa.press("Control+Shift+ArrowLeft", "Control+b");
    await usa.card("And so on").waitFor();
    expect(await usa.page.locator(".draft strong").textContent()).toBe("on");
    await usa.press("Tab");
    await usa.state("saved");
    expect(await draft.text("redline")).toContain("{>>USA: level 1<<}");
    await usa.press("Control+z", "Control+z", "Control+z");
    await expect.poll(async () => (await draft.pending()).length).toBe(5);
    // In an item Tab sets the level; after Escape it leads out of the text, either way.
    for (const [key, there] of [
      ["Tab", "Changes 5"],
      ["Shift+Tab", "Refer to a paragraph"],
    ] as const) {
      await usa.page.locator(".draft").focus();
      await usa.press("Control+End", "Escape", key);
      await expect.poll(() => focused(usa)).toBe(there); // the count of changes follows the text
    }
    await usa.page.locator(".draft").focus();
    await usa.press("Escape", "Control+End", "Tab");
    expect(await focused(usa)).toBe("Draft");
    await expect.poll(async () => (await draft.pending()).length).toBe(6);
  });
});

describe("with reduced motion", () => {
  test("the text stands where it is first shown", async () => {
    const draft = await meeting.draft(REDLINE, CHANGES);
    const person = await meeting.person();
    await person.page.addInitScript(watchShifts);
    await person.open((await draft.seat("chair")).url);
    await person.online();
    await person.settle();
    const shifted = () => person.page.evaluate(() => window.shifted);
    expect(await shifted()).toEqual([]);
    await person.text.evaluate((text) => (text.parentElement!.style.marginTop = "40px")); // it would have been noticed
    await expect.poll(shifted).not.toEqual([]);
  });
});

/** Runs in the page: keeps what of the text has moved without a hand. */
function watchShifts(): void {
  window.shifted = [];
  new PerformanceObserver((list) => {
    for (const shift of list.getEntries() as LayoutShift[])
      for (const { node } of shift.sources)
        if (node?.contains(document.querySelector(".draft")) || node?.parentElement?.closest(".draft"))
          window.shifted.push(node.textContent!);
  }).observe({ type: "layout-shift", buffered: true });
}

describe("on a telephone", () => {
  const phone = { width: 390, height: 844, phone: true };

  test("the changes are a sheet; a change that is chosen there is shown in the text, and decided on", async () => {
    const draft = await meeting.draft(REDLINE, CHANGES);
    const [chair, f] = await Promise.all([draft.join("chair", phone), draft.join("F")]);
    const sheet = chair.page.locator("#changes");
    expect(await sheet.isVisible()).toBe(false);
    await chair.button(/5.* changes/).tap();
    await sheet.waitFor();
    expect(await chair.cards.count()).toBe(5);
    await sheet.locator(".filter", { hasText: "F" }).tap();
    expect(await chair.cards.count()).toBe(2);
    await chair.card("whole").locator(".card-body").tap();
    await sheet.waitFor({ state: "hidden" });
    const peek = chair.page.locator(".peek");
    expect(await peek.textContent()).toMatch(/F.*Amina Castellane.*whole/);
    await expect
      .poll(() => chair.text.locator("ins", { hasText: "whole" }).evaluate((ins) => ins.getBoundingClientRect().top))
      .toBeLessThan(600);
    await peek.getByRole("button", { name: /^Accept/ }).tap();
    await f.sees("1 to study the whole matter;");
    await expect.poll(() => draft.pending()).toHaveLength(4);
    await expect.poll(() => peek.textContent()).toContain("badly"); // the filter stays
    await chair.button("Next change").tap();
    await chair.button(/4.* changes/).tap();
    await sheet.getByRole("button", { name: "Decide" }).tap();
    await chair.page
      .getByRole("group", { name: /^.*USA.*3/ })
      .getByRole("menuitem", { name: "Reject" })
      .tap();
    await chair.dialog.getByRole("button", { name: /^Reject/ }).tap();
    await f.sees("2 to report to the next conference.");
    expect(await sheet.isVisible()).toBe(false);
    expect(await peek.textContent()).toContain("badly");
    await peek.getByRole("button", { name: "Close" }).tap();
    await peek.waitFor({ state: "hidden" });
  });

  test("a delegate writes and formats, and nothing is wider than the screen", async () => {
    const draft = await meeting.draft(REDLINE, CHANGES);
    const [usa, f] = await Promise.all([draft.join("USA", { ...phone, dark: true }), draft.join("F")]);
    await usa.write("study the", " very");
    await f.sees("1 to study the very whole matter;");
    await usa.button("Format").tap();
    const sheet = usa.page.getByRole("dialog", { name: "Format" });
    await sheet.getByRole("button", { name: /Kind of paragraph/ }).tap();
    await usa.page.getByRole("menuitemradio", { name: "Text", exact: true }).tap();
    await expect.poll(async () => draft.text("redline")).toContain("{>>USA: role text<<}");
    await usa.press("Escape");
    await usa.button("Undo").tap();
    await usa.button("Undo").tap();
    await expect.poll(async () => (await draft.pending()).length).toBe(5);
    await usa.page.getByRole("group", { name: "View" }).getByText("Final").tap();
    await usa.page.locator(".draft[data-view=final]").waitFor();
    const widths = await usa.page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    expect(widths[0]).toBeLessThanOrEqual(widths[1]!);
  });
});

describe("without serious faults of accessibility", () => {
  /** Serious and critical findings in a part of the page, as lines. In the dark only the colours are others. */
  async function faults(person: Person, part = "html"): Promise<string[]> {
    if (await person.page.evaluate(() => window.axe === undefined)) await person.page.evaluate(axe.source);
    const { violations } = await person.page.evaluate((part) => {
      const dark = matchMedia("(prefers-color-scheme: dark)").matches;
      return window.axe.run(part, { resultTypes: ["violations"], ...(dark && { runOnly: ["color-contrast"] }) });
    }, part);
    return violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .flatMap(({ id, nodes }) =>
        nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary}`),
      );
  }

  for (const dark of [false, true]) {
    const look = dark ? "dark" : "light";
    test(`at 1440 pixels, ${look}: the draft, a menu, a question, a gate`, async () => {
      const draft = await meeting.draft(REDLINE, CHANGES);
      const [chair, usa] = await Promise.all([
        draft.join("chair", { width: 1440, height: 900, dark }),
        draft.join("USA", { dark }),
      ]);
      await usa.write("study the", " very");
      await chair.card("very").waitFor();
      await chair.card("badly").locator(".card-body").click();
      expect(await faults(chair)).toEqual([]);
      await chair.button("Decide").click();
      await chair.page.locator("[data-placed]").waitFor();
      expect(await faults(chair, "[data-placed]")).toEqual([]);
      await chair.page
        .getByRole("group", { name: /^.*USA/ })
        .getByRole("menuitem", { name: "Accept" })
        .click();
      await chair.dialog.waitFor();
      expect(await faults(chair, "dialog[open]")).toEqual([]);
      await chair.press("Escape");
      await chair.page.locator(".people").click();
      await chair.button("Invite and manage…").click();
      await chair.dialog.locator(".members li").nth(1).waitFor();
      expect(await faults(chair, "dialog[open]")).toEqual([]);
      await usa.tab("Proposals").click();
      await usa.button("New proposal").click();
      await usa.dialog.getByLabel("Kind").selectOption("NOC");
      expect(await faults(usa, "dialog[open]")).toEqual([]);
      await usa.press("Escape");
      usa.allow(/status of 401/);
      await usa.page.getByRole("group", { name: "View" }).getByText("Original").click();
      expect(await faults(usa, "main")).toEqual([]);
      await usa.open(`${meeting.url}/#/d/${draft.id}/nonsense`);
      await usa.page.locator(".gate").waitFor();
      expect(await faults(usa)).toEqual([]);
    });

    test(`at 390 pixels, ${look}: the draft, the sheet, a change, a refusal`, async () => {
      const draft = await meeting.draft(REDLINE, CHANGES);
      const seat = await draft.seat("chair");
      const chair = await meeting.person({ width: 390, height: 844, phone: true, dark });
      chair.allow(/status of 401/);
      await chair.open(seat.url);
      await chair.online();
      expect(await faults(chair)).toEqual([]);
      await chair.button(/5.* changes/).tap();
      await chair.page.locator("#changes").waitFor();
      expect(await faults(chair, "#changes")).toEqual([]);
      await chair.card("badly").locator(".card-body").tap();
      await chair.page.locator(".peek").waitFor();
      expect(await faults(chair, ".dock")).toEqual([]);
      await draft.ask("DELETE", `/members/${seat.id}`);
      await chair.page.locator(".banner").waitFor();
      expect(await faults(chair)).toEqual([]);
    });
  }
});

declare global {
  interface Window {
    axe: typeof axe;
  }
}
