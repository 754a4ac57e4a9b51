/** Who may open the draft: invited with a link, sent away, and all of them made to read. */
import { describe, expect, test } from "vitest";
import { CLEAN } from "./drafts.ts";
import { meeting } from "./meeting.ts";
import type { Person } from "./person.ts";

const manage = async (person: Person) => {
  await person.button(/people in this draft|you are in this draft/).click();
  await person.button("Invite and manage…").click();
  await person.dialog.waitFor();
};
const names = (person: Person) => person.dialog.locator(".members-name").allTextContents();

describe("inviting", () => {
  test("gives a link that opens the draft for a delegation, and access is taken back after a second thought", async () => {
    const draft = await meeting.draft(CLEAN);
    const [chair, usa] = await draft.open("chair", "USA");
    expect(await usa.button(/people in this draft/).count()).toBe(1);
    await usa.button(/people in this draft/).click();
    expect(await usa.button("Invite and manage…").count()).toBe(0);
    await manage(chair);
    await expect.poll(() => names(chair)).toContain("Marian Okafor Delegate");
    await chair.dialog.getByLabel("Name").fill("Ana Silva");
    await chair.dialog.getByLabel("Delegation").fill("b");
    await chair.press("Enter");
    const url = await chair.dialog.getByLabel(/^Link for .*Ana Silva/).inputValue();
    await expect.poll(() => names(chair)).toContain("Ana Silva Delegate");
    const ana = await meeting.person();
    ana.allow(/status of 401/);
    await ana.open(url);
    await ana.online();
    await ana.write("to report", " soon");
    await usa.sees("2 to report soon to the next conference.");
    await expect.poll(async () => (await draft.pending()).map(({ delegation }) => delegation)).toEqual(["B"]);

    await chair.button(/^Remove .*Ana Silva/).click();
    await chair.button(/^Really\? Remove .*Ana Silva/).click();
    await expect.poll(() => names(chair)).not.toContain("Ana Silva Delegate");
    await ana.page.getByText("Your link is no longer valid").waitFor();
  });

  test("the chair freezes the draft and opens it again; a secretary does not, nor touches the chair", async () => {
    const draft = await meeting.draft(CLEAN);
    const [chair, secretary, usa] = await draft.open("chair", "secretary", "USA");
    const editable = () => usa.text.getAttribute("contenteditable");
    await manage(chair);
    await chair.button("Freeze the draft").click();
    await expect.poll(editable).toBe("false");
    await chair.button("Open the draft again").click();
    await expect.poll(editable).toBe("true");
    await chair.press("Escape");
    await expect.poll(() => chair.dialog.count()).toBe(0);
    await secretary.online();
    await manage(secretary);
    await expect.poll(() => names(secretary)).toContain("Marian Okafor Delegate");
    expect(await secretary.button(/^Remove/).count()).toBe(1); // of the delegate alone
    expect(await secretary.button("Freeze the draft").count()).toBe(0);
    expect(await secretary.dialog.getByLabel("Role").locator("option").allTextContents()).not.toContain("Chair");
  });
});
