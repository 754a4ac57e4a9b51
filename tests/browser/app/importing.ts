/** A document becomes a draft: chosen by keys or dropped, given to its delegations, and what it lost is listed. */
import { describe, expect, test } from "vitest";
import { del, docx, ins, p, r } from "../../formats/docx/docx.ts";
import { choose, chooseFromEnd, file, focused, openMade } from "./documents.ts";
import { CLEAN } from "./drafts.ts";
import { meeting } from "./meeting.ts";
import type { Person } from "./person.ts";

const WORD = docx(
  `${p("RESOLUTION 9")}${p("Networks")}${p("resolves")}<w:p/>${p(
    r("that networks ") + ins("Jane Doe", "all ") + ins("USA", "soon ") + del("Bob", "may ") + r("grow."),
  )}`,
);
const ASKED = "Choose a document";

const openDialog = async (person: Person) => {
  await chooseFromEnd(person);
  await person.dialog.getByText("Choose a document, or drop it here").waitFor();
};

describe("a document", () => {
  test("becomes a draft of its own: its authors are given delegations, and what was simplified is listed", async () => {
    const draft = await meeting.draft(CLEAN);
    const [secretary] = await draft.open("secretary");
    await openDialog(secretary);
    await choose(secretary, ASKED, file("word.docx", WORD));
    await secretary.dialog.getByText("Whose changes are these?").waitFor();
    expect(await secretary.dialog.getByText("One thing was simplified").count()).toBe(1);
    expect(await secretary.dialog.locator(".import-findings li").textContent()).toContain("empty paragraphs");
    expect(await secretary.dialog.locator(".import-author").allTextContents()).toEqual(["Jane Doe once", "Bob once"]);
    await secretary.type("f"); // the first field has the focus
    await secretary.press("Enter");
    const { page, delegations } = await openMade(secretary);
    expect(await page.locator("h1").textContent()).toBe("RESOLUTION 9 – Networks");
    expect(delegations).toEqual(new Set(["F", "USA", "SEC"]));
    expect(await page.locator(".me .badge").first().textContent()).toBe("CHAIR");
    await page.close();
    expect(await draft.text("final")).not.toContain("networks all"); // where one was stays as it was
  });

  test("that cannot be read is said so in the dialog, and the next one is read", async () => {
    const draft = await meeting.draft(CLEAN);
    const [chair] = await draft.open("chair");
    chair.allow(/status of 422/);
    await openDialog(chair);
    await choose(chair, ASKED, file("word.docx", "no Word document"));
    const alert = chair.dialog.getByRole("alert");
    await expect
      .poll(() => alert.textContent())
      .toBe("This document cannot be read: \u2068not a Word document (.docx): it is no ZIP archive\u2069.");
    await choose(chair, ASKED, file("large.txt", "x".repeat(5 * 1024 * 1024 + 1)));
    await expect.poll(() => alert.textContent()).toMatch(/^The document is larger than 5 MB/);
    await choose(chair, ASKED, file("text.txt", "RESOLUTION 8\nresolves\nto act."));
    await chair.dialog.getByText("Everything in the document was taken over").waitFor();
    await expect.poll(() => focused(chair)).toBe("Make the draft");
    await chair.press("Escape");
    await expect.poll(() => chair.dialog.count()).toBe(0);
  });

  test("is dropped anywhere on the page while it is asked for", async () => {
    const draft = await meeting.draft(CLEAN);
    const [chair] = await draft.open("chair");
    await openDialog(chair);
    const transfer = await chair.page.evaluateHandle(() => {
      const made = new DataTransfer();
      made.items.add(new File(["RESOLUTION 8\nresolves\nto act."], "text.txt"));
      return made;
    });
    await chair.page.dispatchEvent("body", "dragover", { dataTransfer: transfer });
    await expect.poll(() => chair.dialog.locator(".drop").getAttribute("data-over")).toBe("true");
    await chair.page.dispatchEvent("body", "drop", { dataTransfer: transfer });
    await chair.dialog.getByText("RESOLUTION 8").waitFor();
    await chair.press("Enter");
    await chair.dialog.getByText("is a draft now").waitFor();
    expect(await chair.dialog.getByLabel("Your link to it").inputValue()).toMatch(/\/#\/d\/\w+\/[\w.-]+$/);
  });

  test("is nothing that a delegate is offered", async () => {
    const draft = await meeting.draft(CLEAN);
    const [usa] = await draft.open("USA");
    await usa.button("Export").click();
    await usa.page.getByRole("menuitem", { name: "Word" }).first().waitFor();
    expect(await usa.page.getByRole("menuitem", { name: "Open a document…" }).count()).toBe(0);
  });
});
