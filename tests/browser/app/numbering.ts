/** Numbering: chosen by chair or secretary, seen by everybody at once, in every view. */
import { expect, test } from "vitest";
import type { Op } from "../../../schema/index.ts";
import { paragraph } from "./drafts.ts";
import { meeting } from "./meeting.ts";
import type { Person } from "./person.ts";

const item = (id: string, text: string, more = {}, words = {}): Op[] =>
  paragraph(id, { role: "item", level: 0, ...more }, [text, words]);
const F = { ins: "F:1" };
const OPS: Op[] = [
  ...paragraph("c", { role: "call", part: "preamble" }, "considering"),
  ...item("a", "that trust is needed;"),
  ...item("n", "that time is short;", F, F),
  ...item("b", "that networks grow,"),
];
const CHANGE = { "F:1": { delegation: "F", by: "Amina Castellane", time: "2026-05-04T10:00:00Z" } };

const labels = (person: Person) => person.text.locator(".label").allTextContents();
async function choose(person: Person, name: string | RegExp) {
  await person.button("Numbering of items").click();
  await person.page.getByRole("menuitemradio", { name }).click();
}

test("numbering is chosen by the chair, and everybody sees it without coming back", async () => {
  const draft = await meeting.draft(OPS, CHANGE);
  const [chair, usa, observer] = await draft.open("chair", "USA", "observer");
  await usa.page.getByText("Final", { exact: true }).click();
  await expect.poll(() => labels(usa)).toEqual(["a)", "b)", "c)"]);
  expect(await usa.button("Numbering of items").count()).toBe(0);

  await choose(chair, /Keep the original/);
  await expect.poll(() => labels(chair)).toEqual(["a)", "a) bis", "b)"]);
  await expect.poll(() => labels(usa)).toEqual(["a)", "a) bis", "b)"]);
  await expect.poll(() => labels(observer)).toEqual(["a)", "a) bis", "b)"]);
  await chair.card(/time is short/).waitFor();
  await expect
    .poll(() => chair.page.locator("#changes .group-head").allTextContents())
    .toEqual([expect.stringContaining("a) bis")]);
  await observer.page.getByText("Provisional labels").waitFor();

  await choose(chair, "b bis)");
  await expect.poll(() => labels(usa)).toEqual(["a)", "a bis)", "b)"]);
  expect(await draft.text("final")).toContain("a bis) that time is short;");

  // Pinned, the labels outlive the decision.
  await choose(chair, /shown now/);
  await observer.page.getByText("Pinned labels").waitFor();
  await draft.ask("POST", "/decisions", { verdict: "accept", changes: ["F:1"], at: await at(draft) });
  await expect.poll(() => chair.cards.count()).toBe(0);
  for (const person of [chair, usa, observer]) expect(await labels(person)).toEqual(["a)", "a bis)", "b)"]);

  await choose(chair, /anew/);
  await expect.poll(() => labels(usa)).toEqual(["a)", "b)", "c)"]);
});

const at = async (draft: { ask(method: string, path: string): Promise<Record<string, unknown>> }) =>
  (await draft.ask("GET", "/changes")).at;

test("on a telephone it is chosen in the sheet of tools", async () => {
  const draft = await meeting.draft(OPS, CHANGE);
  const secretary = await draft.join("secretary", { width: 390, height: 844, phone: true });
  await secretary.button("Format").tap();
  await secretary.button("Numbering of items").tap();
  await secretary.page.getByRole("menuitemradio", { name: /Keep the original/ }).tap();
  await expect.poll(() => labels(secretary)).toEqual(["a)", "a) bis", "b)"]);
});
