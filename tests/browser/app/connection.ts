/** Connections that come and go, links that do not open, rights that end: nobody's words are lost or sent as another's. */
import { describe, expect, test } from "vitest";
import { MARK, type Op } from "../../../schema/index.ts";
import { SILENCE } from "../../../src/app/silence.ts";
import { REBUILD } from "../../../src/collab/protocol.ts";
import { CHANGES, CLEAN, REDLINE, item } from "./drafts.ts";
import { meeting } from "./meeting.ts";
import { type Person, WIRED } from "./person.ts";

/** What Chromium says of a server that is away. */
const AWAY = [/ERR_CONNECTION_REFUSED/, /WebSocket connection to/, /Failed to load resource/];

const editable = (person: Person) => person.text.getAttribute("contenteditable");
const banner = (person: Person) => person.page.locator(".banner");
const unsent = (person: Person) => person.page.locator(".unsent blockquote");

/** The states of saving that a person is shown from now on. */
async function states(person: Person): Promise<() => Promise<string[]>> {
  await person.saved.evaluate((element) => {
    const seen: string[] = [];
    const note = () => {
      const state = element.getAttribute("data-state")!;
      if (seen.at(-1) !== state) seen.push(state);
      element.setAttribute("data-seen", seen.join(" "));
    };
    new MutationObserver(note).observe(element, { attributeFilter: ["data-state"] });
    note();
  });
  return async () => (await person.saved.getAttribute("data-seen"))!.split(" ");
}

declare global {
  interface Window {
    release(): void;
  }
}

/** Runs in the page: until `release` nothing that is written to the device's store is there. */
async function hold(draft: string): Promise<void> {
  const name = (await indexedDB.databases()).find(({ name }) => name!.startsWith(`plenary/${draft}/`))!.name!;
  const db = await new Promise<IDBDatabase>((resolve) => {
    const opening = indexedDB.open(name);
    opening.onsuccess = () => resolve(opening.result);
  });
  const store = db.transaction("updates", "readwrite").objectStore("updates");
  let held = true;
  const again = () => {
    if (held) store.count().onsuccess = again; // a transaction lives as long as it is asked something
  };
  again();
  window.release = () => {
    held = false;
    db.close();
  };
}

describe("what is saved", () => {
  test("is told: saving, then saved", async () => {
    const draft = await meeting.draft(CLEAN);
    const [usa] = await draft.open("USA");
    const seen = await states(usa);
    await usa.write("to report", " twice");
    await usa.state("saved");
    expect((await seen()).slice(0, 3)).toEqual(["saved", "saving", "saved"]);
    expect(await usa.saved.textContent()).toContain("Saved");
    expect(await draft.text("final")).toContain("to report twice to");
  });

  test("without a server is kept on the device, and goes out when the server is back", async () => {
    const draft = await meeting.draft(CLEAN);
    const [usa, f] = await draft.open("USA", "F");
    for (const person of [usa, f]) person.allow(...AWAY);
    await meeting.stop();
    await Promise.all([usa.state("offline"), f.state("offline")]);
    await usa.write("to report", " twice");
    await f.write("study the", " whole");
    await f.write("needed", " badly");
    await expect.poll(() => usa.saved.innerText()).toContain("Offline — kept on this device");
    expect(await usa.paragraphs()).toContain("2 to report twice to the next conference.");
    await meeting.start();
    await Promise.all([usa.state("saved"), f.state("saved")]);
    await Promise.all([
      usa.sees("a) that trust is needed badly;"),
      f.sees("2 to report twice to the next conference."),
    ]);
    expect(await usa.paragraphs()).toEqual(await f.paragraphs());
    expect((await draft.pending()).map(({ by, inserts }) => [by, inserts])).toEqual([
      ["Amina Castellane", [" badly"]],
      ["Amina Castellane", [" whole"]],
      ["Marian Okafor", [" twice"]],
    ]);
  });

  test("is not on the server: told at once where the device says so, and soon where nothing comes any more", async () => {
    const draft = await meeting.draft(CLEAN);
    const usa = await draft.join("USA", { ...WIRED, clock: true });
    usa.allow(...AWAY);
    usa.wire.refuse(); // the connection that there is stays open
    await usa.page.evaluate(() => dispatchEvent(new Event("offline")));
    await usa.state("offline");
    usa.wire.mend();
    await usa.page.evaluate(() => dispatchEvent(new Event("online")));
    await usa.state("saved");
    usa.wire.silence();
    await usa.write("to report", " twice");
    await usa.state("saving");
    const { connections } = usa.wire;
    await usa.page.clock.fastForward(SILENCE / 2);
    await usa.settle();
    expect(usa.wire.connections).toBe(connections);
    await usa.page.clock.fastForward(SILENCE / 2);
    await usa.state("saved"); // the next connection carries them
    expect(await draft.text("final")).toContain("to report twice to");
  });

  test("is called kept on the device only when it is", async () => {
    const draft = await meeting.draft(CLEAN);
    const usa = await draft.join("USA", WIRED);
    const kept = () => usa.saved.getAttribute("data-kept");
    await expect.poll(kept).toBe("true");
    await usa.wire.cut();
    await usa.state("offline");
    await usa.page.evaluate(hold, draft.id);
    await usa.write("to report", " twice");
    expect(await kept()).toBe("false");
    await expect.poll(() => usa.saved.innerText()).not.toContain("kept");
    expect(await usa.saved.getAttribute("data-tip")).toContain("leave this page open");
    await usa.page.evaluate(() => window.release());
    await expect.poll(() => usa.saved.innerText()).toContain("kept on this device"); // not yet, where more is written
    usa.wire.mend();
    await usa.state("saved");
  });

  test("opens without a server too, with what had been written without one", async () => {
    const draft = await meeting.draft(CLEAN);
    const usa = await draft.join("USA", WIRED);
    usa.allow(...AWAY);
    const url = usa.page.url();
    await usa.wire.cut();
    await usa.state("offline");
    const before = await usa.stored();
    await usa.write("to report", " twice");
    await expect.poll(() => usa.stored()).toBeGreaterThanOrEqual(before + " twice".length); // one for each key
    await usa.page.route("**/api/**", (route) => route.abort("connectionrefused"));
    await usa.open(url);
    await usa.sees("2 to report twice to the next conference.");
    await usa.state("offline");
    expect(await editable(usa)).toBe("true");
    expect(await draft.pending()).toEqual([]);
    await usa.page.unroute("**/api/**");
    usa.wire.mend();
    await usa.state("saved");
    expect((await draft.pending()).map(({ inserts }) => inserts)).toEqual([[" twice"]]);
  });

  test("31: chair and delegate in two tabs of one browser, the delegate offline: nothing goes in the chair's name", async () => {
    const draft = await meeting.draft(CLEAN);
    const chair = await draft.join("chair");
    const usa = await draft.join("USA", WIRED, chair);
    expect(usa.context).toBe(chair.context);
    await usa.wire.cut();
    await usa.state("offline");
    await usa.page.bringToFront();
    await usa.write("to report", " twice");
    await chair.page.bringToFront();
    await chair.write("study the", " whole");
    await chair.state("saved");
    await chair.page.reload(); // what this device keeps for the chair is the chair's alone
    await chair.online();
    expect(await chair.paragraphs()).toContain("2 to report to the next conference.");
    await chair.write("grow", " fast");
    await chair.state("saved");
    expect((await draft.pending()).map(({ delegation, by, inserts }) => [delegation, by, inserts])).toEqual([
      ["CHAIR", "Helena Marsh", [" fast"]],
      ["CHAIR", "Helena Marsh", [" whole"]],
    ]);
    usa.wire.mend();
    await chair.sees("2 to report twice to the next conference.");
    expect((await draft.pending()).at(-1)).toMatchObject({
      delegation: "USA",
      by: "Marian Okafor",
      inserts: [" twice"],
    });
  });
});

describe("a link", () => {
  const gate = async (person: Person, heading: string | RegExp) => {
    await person.page.getByRole("heading", { name: heading }).waitFor();
    return person.page.locator(".gate").textContent();
  };

  test("that is none, or nobody's, or for another draft, or for a draft that is gone, says so", async () => {
    const [draft, other] = await Promise.all([meeting.draft(CLEAN), meeting.draft(CLEAN)]);
    const person = await meeting.person();
    person.allow(/status of 40[134]/);
    await person.open(`${meeting.url}/`);
    expect(await gate(person, "Open a draft with your link")).toContain("Each person in a meeting has a link");
    await person.open(`${meeting.url}/#/d/${draft.id}/nonsense`);
    expect(await gate(person, "This link is no longer valid")).toContain("Ask the secretariat");
    const seat = await draft.seat("USA");
    await person.open(seat.url.replace(draft.id, other.id));
    expect(await gate(person, "This link is for another draft")).toContain("the token is for another draft");
    await draft.ask("DELETE", "");
    await person.open(seat.url);
    await gate(person, "There is no such draft");
    // A better link in the same tab opens.
    await person.page.evaluate((url) => location.assign(url), (await other.seat("F")).url);
    await person.online();
    expect(await person.page.title()).toContain("RESOLUTION 7");
  });

  test("that is not answered can be tried again", async () => {
    const draft = await meeting.draft(CLEAN);
    const person = await meeting.person();
    person.allow(...AWAY);
    await person.page.route("**/api/**", (route) => route.abort("connectionrefused"));
    await person.open((await draft.seat("F")).url);
    await gate(person, "The server cannot be reached");
    await person.page.unroute("**/api/**");
    await person.button("Try again").click();
    await person.online();
  });
});

describe("rights that end while somebody writes", () => {
  test("a member whose access is taken back reads on, and gets back what was not sent", async () => {
    const draft = await meeting.draft(CLEAN);
    const usa = await meeting.person(WIRED);
    usa.allow(/status of 401/);
    const seat = await draft.seat("USA");
    await usa.open(seat.url);
    await usa.online();
    await usa.write("to report", " twice");
    await usa.state("saved");
    usa.wire.silence();
    await usa.write("study the", " whole");
    await usa.state("saving");
    await draft.ask("DELETE", `/members/${seat.id}`);
    await expect.poll(() => banner(usa).first().textContent()).toContain("Your link is no longer valid");
    expect(await unsent(usa).allTextContents()).toEqual(["whole"]);
    expect(await editable(usa)).toBe("false");
    expect(await usa.page.getByRole("toolbar").count()).toBe(0);
    await usa.context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await usa.page.locator(".unsent").getByRole("button", { name: "Copy" }).click();
    await usa.page.getByText("Copied.").waitFor();
    expect(await usa.page.evaluate(() => navigator.clipboard.readText())).toBe("whole");
    await usa.button("Dismiss").click();
    expect(await unsent(usa).count()).toBe(0);
    expect(await usa.paragraphs()).toContain("2 to report twice to the next conference.");
  });

  test("a frozen draft is read by all but the chair; words that came too late come back to their author", async () => {
    const draft = await meeting.draft(CLEAN);
    const usa = await draft.join("USA", WIRED);
    const [f, chair] = await draft.open("F", "chair");
    usa.wire.silence();
    await usa.write("study the", " whole");
    await usa.selectBefore("networks");
    await usa.press("Backspace");
    await usa.state("saving");
    await draft.ask("PATCH", "", { stage: "frozen" });
    await Promise.all([usa, f].map((person) => expect.poll(() => editable(person), { timeout: 8000 }).toBe("false")));
    await expect
      .poll(() => unsent(usa).allTextContents(), { timeout: 8000 })
      .toEqual(["Struck: \u2068networks\u2069", "whole"]);
    expect(await usa.page.locator(".unsent").first().textContent()).toContain("The draft was frozen");
    await usa.state("saved");
    expect(await usa.paragraphs()).toEqual(await f.paragraphs());
    for (const person of [usa, f]) {
      expect(await editable(person)).toBe("false");
      expect(await person.page.locator(".chip").textContent()).toBe("Frozen");
      expect(await person.page.locator(".tools-hint").textContent()).toContain("The draft is frozen");
    }
    // They are still there after a reload, and not in the draft.
    await usa.page.reload();
    await usa.online();
    expect(await unsent(usa).allTextContents()).toEqual(["Struck: \u2068networks\u2069", "whole"]);
    expect(await draft.pending()).toEqual([]);
    await chair.online();
    await chair.write("to report", " twice");
    await f.sees("2 to report twice to the next conference.");
    await draft.ask("PATCH", "", { stage: "drafting" });
    await expect.poll(() => editable(f), { timeout: 8000 }).toBe("true");
    await f.write("needed", " badly");
    await chair.sees("a) that trust is needed badly;");
  });
});

describe("a copy that the server will not have", () => {
  test("[A5] is made anew, and what would have deleted adopted paragraphs proposes to delete them", async () => {
    const line = (text: string): Op[] =>
      item(`p-${text.slice(3, 5)}`, [text, { ins: "USA:u-9" }]).map((op) =>
        op.insert === MARK ? { ...op, attributes: { ...op.attributes, ins: "USA:u-9" } } : op,
      );
    const ops = [...CLEAN, ...["to write;", "to read;", "to speak."].flatMap(line)];
    const draft = await meeting.draft(ops, { "USA:u-9": CHANGES["USA:u-1"]! });
    const usa = await draft.join("USA", WIRED);
    const [chair] = await draft.open("chair");
    await usa.wire.cut();
    await usa.state("offline");
    await usa.selectBefore("to speak.", "to write;to read;to speak.".length + 2);
    await usa.press("Backspace");
    await usa.write("study the", " whole");
    expect((await usa.paragraphs()).join("\n")).not.toContain("to read");
    await chair.card("to read").hover();
    await chair
      .card("to read")
      .getByRole("button", { name: /^Accept/ })
      .click();
    await expect.poll(() => chair.cards.count()).toBe(0);
    usa.wire.mend();
    await chair.sees("1 to study the whole matter;");
    await usa.state("saved");
    expect(await banner(usa).count()).toBe(0);
    expect(await editable(usa)).toBe("true");
    await usa.sees("4 to read;");
    expect(await usa.paragraphs()).toEqual(await chair.paragraphs());
    const pending = await draft.pending();
    expect(pending.map(({ delegation, by }) => [delegation, by])).toEqual([
      ["USA", "Marian Okafor"],
      ["USA", "Marian Okafor"],
    ]);
    expect(pending.flatMap(({ inserts }) => inserts)).toEqual([" whole"]);
    expect(pending.flatMap(({ deletes }) => deletes).join("")).toBe("to write;¶to read;¶to speak.");
    // And she writes on in it, also after a reload.
    await usa.write("needed", " badly");
    await usa.state("saved");
    await usa.page.reload();
    await usa.online();
    expect(await usa.paragraphs()).toEqual(await chair.paragraphs());
    expect(await draft.pending()).toHaveLength(3);
  });

  test("for another reason gives the words back", async () => {
    const draft = await meeting.draft(REDLINE, CHANGES);
    const usa = await draft.join("USA", WIRED);
    const [f] = await draft.open("F");
    usa.wire.silence();
    await usa.write("study the", " very");
    await usa.state("saving");
    await f.write("to the next", " great");
    await f.state("saved");
    await usa.wire.hangUp(4403, "the update could not be made to keep the draft's rules");
    await expect.poll(() => unsent(usa).allTextContents(), { timeout: 8000 }).toEqual(["very"]);
    expect(await usa.page.locator(".unsent").textContent()).toContain("could not be made to keep");
    await usa.state("saved");
    expect(await usa.paragraphs()).toEqual(await f.paragraphs());
    await usa.write("to report", " soon");
    await f.sees("2 to report soon twice");
  });

  test("is given up when the server never has it", async () => {
    const draft = await meeting.draft(CLEAN);
    const usa = await draft.join("USA", WIRED);
    usa.wire.silence();
    await usa.write("study the", " very");
    for (let i = 0; i < 4; i++) {
      await usa.page.locator(".saved:not([data-state=connecting])").waitFor();
      await usa.wire.hangUp(4403, i === 0 ? REBUILD : "no");
    }
    await expect
      .poll(() => banner(usa).first().textContent(), { timeout: 8000 })
      .toContain("You no longer have access");
    expect(await editable(usa)).toBe("false");
    expect(await usa.paragraphs()).toContain("1 to study the very matter;");
  });
});
