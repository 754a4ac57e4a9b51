/** Two texts become a redline: chosen by keys or dropped, looked at, and made a draft or a document. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { del, docx, ins, p, r } from "../../formats/docx/docx.ts";
import { choose, chooseFromEnd, file, focused, openMade } from "./documents.ts";
import { CHANGES, CLEAN, REDLINE } from "./drafts.ts";
import { meeting } from "./meeting.ts";
import { type Person, lines } from "./person.ts";

const OLD = "RESOLUTION 9\nNetworks\nresolves\nthat networks grow.";
const NEW = "RESOLUTION 9\nNetworks\nresolves\nthat all networks grow.";
const WORD = docx(
  `${p("RESOLUTION 9")}${p("Networks")}${p("resolves")}<w:p/>${p(
    r("that networks ") + ins("Jane Doe", "all ") + del("Bob", "may ") + r("grow."),
  )}`,
);
const [ASK_OLD, ASK_NEW] = ["Choose the old one", "Choose the new one"];

const openDialog = async (person: Person, before = 1) => {
  await chooseFromEnd(person, before);
  await person.dialog.getByText("Compare two texts").waitFor();
};
const side = (person: Person, name: "old" | "next") => person.dialog.locator(`[data-side=${name}] select`);
const compare = (person: Person) => person.dialog.getByRole("button", { name: "Compare" });

describe("two documents", () => {
  test("become a draft of its own, its changes those of a delegation; what was settled in them is told first", async () => {
    const draft = await meeting.draft(CLEAN);
    const [secretary] = await draft.open("secretary");
    await openDialog(secretary);
    expect(await secretary.dialog.locator(".compare-draft").count()).toBe(1); // this draft, unless something else is chosen
    await side(secretary, "old").focus();
    await secretary.type("A doc");
    await choose(secretary, ASK_OLD, file("word.docx", WORD));
    expect(await compare(secretary).getAttribute("aria-disabled")).toBe("true");
    await choose(secretary, ASK_NEW, file("new.txt", NEW));
    await compare(secretary).focus();
    await secretary.press("Enter");
    await secretary.dialog.getByText("Whose changes are these?").waitFor();
    expect(await secretary.dialog.locator(".compare-names dd").allTextContents()).toEqual(["word.docx", "new.txt"]);
    expect(await secretary.dialog.locator(".import-findings h3").allTextContents()).toEqual([
      "\u20682\u2069 things were settled in \u2068word.docx\u2069",
    ]);
    expect(await secretary.dialog.locator(".import-findings li").allTextContents()).toEqual([
      expect.stringContaining("empty paragraphs"),
      "revisions2 counted as accepted: the final text is compared",
    ]);
    await secretary.dialog.getByLabel("Whose changes").focus();
    await secretary.type("f");
    await secretary.press("Enter");
    const { page, delegations } = await openMade(secretary);
    expect(await page.locator("h1").textContent()).toBe("RESOLUTION 9 – Networks");
    expect(delegations).toEqual(new Set(["F"]));
    await page.close();
  });

  test("come down as a document in a format that is chosen", async () => {
    const draft = await meeting.draft(CLEAN);
    const [chair] = await draft.open("chair");
    await openDialog(chair);
    await side(chair, "old").selectOption("A document");
    await choose(chair, ASK_OLD, file("old.txt", OLD));
    await choose(chair, ASK_NEW, file("new.txt", NEW));
    await compare(chair).focus();
    await chair.press("Enter");
    await chair.dialog.getByLabel("A new draft").focus();
    await chair.press("ArrowDown");
    await chair.dialog.getByLabel("Download as").focus();
    await chair.type("Plain");
    const downloading = chair.page.waitForEvent("download");
    await chair.dialog.getByRole("button", { name: "Download" }).press("Enter");
    const download = await downloading;
    expect(download.suggestedFilename()).toBe("RESOLUTION-9-Networks-redline.txt");
    expect(readFileSync((await download.path())!, "utf8")).toContain("that {++all ++}{>>SEC<<}networks grow.");
    await chair.page.getByText("The redline is downloaded.").waitFor();
    expect(await chair.dialog.count()).toBe(0);
  });

  test("that are the same make nothing; one that cannot be read is named, and the other stays chosen", async () => {
    const draft = await meeting.draft(CLEAN);
    const [chair] = await draft.open("chair");
    chair.allow(/status of 422/);
    await openDialog(chair);
    await side(chair, "old").selectOption("A document");
    await choose(chair, ASK_OLD, file("old.docx", "no Word document"));
    await choose(chair, ASK_NEW, file("new.txt", NEW));
    await compare(chair).press("Enter");
    const alert = chair.dialog.getByRole("alert");
    await expect
      .poll(() => alert.textContent())
      .toMatch(/^\u2068old\.docx\u2069 cannot be read: .*it is no ZIP archive/);
    await choose(chair, ASK_OLD, file("old.txt", NEW));
    await compare(chair).press("Enter");
    await chair.dialog.getByText("The two texts are the same").waitFor();
    await expect.poll(() => focused(chair)).toBe("Close");
    expect(await chair.dialog.getByRole("button", { name: "Make the draft" }).count()).toBe(0);
    await chair.press("Enter");
    await expect.poll(() => chair.dialog.count()).toBe(0);
  });

  test("are dropped, both at once or each on its side", async () => {
    const draft = await meeting.draft(CLEAN);
    const [chair] = await draft.open("chair");
    await openDialog(chair);
    await side(chair, "old").selectOption("A document");
    const held = (...names: string[]) =>
      chair.page.evaluateHandle((names) => {
        const made = new DataTransfer();
        for (const name of names) made.items.add(new File(["resolves"], name));
        return made;
      }, names);
    const names = () => chair.dialog.locator(".drop-name").allTextContents();
    await chair.page.dispatchEvent("body", "drop", { dataTransfer: await held("old.txt", "new.txt") });
    await expect.poll(names).toEqual(["old.txt", "new.txt"]);
    const dataTransfer = await held("newer.txt");
    await chair.page.dispatchEvent("[data-side=next] .drop", "dragover", { dataTransfer });
    await expect.poll(() => chair.dialog.locator(".drop[data-over=true]").allTextContents()).toHaveLength(1);
    await chair.page.dispatchEvent("[data-side=next] .drop", "drop", { dataTransfer });
    await expect.poll(names).toEqual(["old.txt", "newer.txt"]);
  });
});

describe("this draft and a document", () => {
  test("a delegate has the redline between them as a document, in the name of the delegation", async () => {
    const draft = await meeting.draft(REDLINE, CHANGES);
    const [usa] = await draft.open("USA");
    await openDialog(usa, 0);
    await side(usa, "old").selectOption("This draft, original");
    const proposed = (await draft.text("original")).replace("networks grow", "networks flourish");
    await choose(usa, ASK_NEW, file("ours.txt", proposed));
    await compare(usa).press("Enter");
    await expect.poll(() => usa.dialog.getByLabel("Whose changes").inputValue()).toBe("USA");
    expect(await usa.dialog.getByRole("radio").count()).toBe(0); // no draft is made
    await usa.dialog.getByLabel("Download as").selectOption("Plain text");
    const downloading = usa.page.waitForEvent("download");
    await usa.dialog.getByRole("button", { name: "Download" }).press("Enter");
    const download = await downloading;
    const redline = readFileSync((await download.path())!, "utf8");
    expect(redline).toContain("{--grow--}{>>USA<<}{++flourish++}{>>USA<<}");
    expect(lines(await draft.text("original"))).not.toContain("flourish");
  });

  test("it stands on one side, always where no draft may be made of two documents", async () => {
    const draft = await meeting.draft(CLEAN);
    const [usa, chair] = await draft.open("USA", "chair");
    for (const [person, before] of [
      [usa, 0],
      [chair, 1],
    ] as const) {
      await openDialog(person, before);
      const sides = () => Promise.all([side(person, "old"), side(person, "next")].map((each) => each.inputValue()));
      expect(await sides()).toEqual(["final", "file"]);
      await side(person, "next").selectOption("This draft, original");
      expect(await sides()).toEqual(["file", "original"]);
      await side(person, "next").selectOption("A document");
      expect(await sides()).toEqual([person === usa ? "final" : "file", "file"]);
      await person.press("Escape");
      await expect.poll(() => person.dialog.count()).toBe(0);
    }
  });
});
