/** Documents as people hand them to a dialog, by keys. */
import { expect } from "vitest";
import type { Page } from "playwright-core";
import type { Person } from "./person.ts";

export interface Handed {
  name: string;
  mimeType: string;
  buffer: Buffer;
}
export const file = (name: string, data: Uint8Array | string): Handed => ({
  name,
  mimeType: "",
  buffer: Buffer.from(data),
});

export const focused = (person: Person) => person.page.evaluate(() => document.activeElement?.textContent);

/** Chooses the last item of the menu *Export*, or one that stands so many before it. */
export async function chooseFromEnd(person: Person, before = 0): Promise<void> {
  await person.button("Export").focus();
  await person.press("Enter");
  await expect.poll(() => focused(person)).toBe("Word"); // the menu has come
  await person.press("End", ...Array<string>(before).fill("ArrowUp"), "Enter");
}

/** Chooses a file where the label asks for one, as the keyboard does. */
export async function choose(person: Person, label: string, chosen: Handed): Promise<void> {
  const chooser = person.page.waitForEvent("filechooser");
  await person.dialog.getByLabel(label).focus();
  await person.settle(); // Chromium is told that a choice will be asked for
  await person.press("Enter");
  await (await chooser).setFiles(chosen);
}

/** Opens the draft that a dialog has made, as the keyboard does; whose its changes are, as its cards say. */
export async function openMade(person: Person): Promise<{ page: Page; delegations: Set<string> }> {
  await person.dialog.getByText("is a draft now").waitFor();
  await expect.poll(() => focused(person)).toBe("Open the draft");
  const [page] = await Promise.all([person.context.waitForEvent("page"), person.press("Enter")]);
  await page.locator("#changes .card").first().waitFor();
  const badges = await page.locator("#changes .card .badge").allTextContents();
  return { page, delegations: new Set(badges.map((badge) => badge.trim())) };
}
