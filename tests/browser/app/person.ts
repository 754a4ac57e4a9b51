/** Somebody before a screen: what they do by mouse and keys, what they see, and whether anything went wrong there. */
import type { Browser, BrowserContext, Locator, Page } from "playwright-core";
import { leave } from "../chromium.ts";
import { Wire } from "./wire.ts";

declare global {
  interface Window {
    readParagraphs(): string[];
  }
}

export interface Screen {
  width?: number;
  height?: number;
  dark?: boolean;
  /** A telephone: touch, and no hovering. */
  phone?: boolean;
  /** Its connection can be held and ended by the test. It costs: each message goes through Chromium's debugger. */
  wire?: boolean;
  /** The test can move its clock forward. */
  clock?: boolean;
}
export const WIRED: Screen = { wire: true };

const BLANK = "about:blank";
/** The wire of a test may hand a message on when the connection has just ended; sockets of their own do not. */
const LATE = "WebSocket is already in CLOSING or CLOSED state.";

export class Person {
  /** Errors on the console, exceptions, violations of the content policy. */
  problems: string[] = [];
  private allowed: RegExp[] = [];

  private constructor(
    readonly context: BrowserContext,
    readonly page: Page,
    /** Whether the browser is somebody else's, and this a further tab in it, which is closed when its person leaves. */
    readonly isGuest: boolean,
    private readonly held: Wire | undefined,
  ) {
    page.on("pageerror", (error) => this.problem(String(error.stack ?? error)));
    page.on("console", (message) => {
      if (message.type() === "error") this.problem(message.text());
    });
  }

  static async open(browser: Browser, screen: Screen, beside?: Person): Promise<Person> {
    const { width = 1280, height = 800, dark = false, phone = false, wire = false, clock = false } = screen;
    const context =
      beside?.context ??
      (await browser.newContext({
        viewport: { width, height },
        colorScheme: dark ? "dark" : "light",
        reducedMotion: "reduce",
        hasTouch: phone,
        isMobile: phone,
      }));
    context.setDefaultTimeout(30_000); // far more than is needed: a busy machine must not fail a test
    const page = await context.newPage();
    if (clock) await page.clock.install();
    await page.addInitScript(`window.readParagraphs = ${readParagraphs}`);
    return new Person(context, page, beside !== undefined, wire ? await Wire.of(page) : undefined);
  }

  private problem(text: string): void {
    if ((text === LATE && this.held !== undefined) || this.problems.includes(text)) return;
    if (!this.allowed.some((pattern) => pattern.test(text))) this.problems.push(text);
  }

  /** Chromium itself complains of answers and connections that a test is about. */
  allow(...patterns: RegExp[]): void {
    this.allowed.push(...patterns);
  }

  /** Leaves the draft; says what went wrong on the screen, be it at the last moment. */
  async leave(): Promise<string[]> {
    await this.page.evaluate(() => localStorage.clear());
    if (this.isGuest) await this.page.close();
    else await Promise.all([leave(this.page), this.page.unrouteAll(), this.context.clearPermissions()]);
    this.held?.reset();
    const { problems } = this;
    this.problems = [];
    this.allowed = [];
    return problems;
  }

  /** Their connection, where they sit before a screen with a wire. */
  get wire(): Wire {
    if (this.held === undefined) throw new Error("This person's screen has no wire: ask for one with WIRED.");
    return this.held;
  }

  // What they see.

  get text(): Locator {
    return this.page.locator(".draft");
  }
  get cards(): Locator {
    return this.page.locator("#changes .card");
  }
  get saved(): Locator {
    return this.page.locator(".saved");
  }
  get dialog(): Locator {
    return this.page.locator("dialog[open]");
  }

  card(text: string | RegExp): Locator {
    return this.cards.filter({ hasText: text });
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole("button", { name });
  }

  tab(name: string | RegExp): Locator {
    return this.page.getByRole("tab", { name });
  }

  /** The paragraphs with their labels, as a reader has them: white space as in print. */
  paragraphs(): Promise<string[]> {
    return this.page.evaluate(() => window.readParagraphs());
  }

  /** What each change inserts and deletes in the page, under its id. */
  marked(): Promise<Record<string, { ins: string; del: string }>> {
    return this.text.evaluate((text) => {
      const found: Record<string, { ins: string; del: string }> = {};
      const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
        if (node.parentElement!.closest(".caret, .label, .note")) continue;
        for (let at = node.parentElement; at !== null && at !== text; at = at.parentElement) {
          const id = at.getAttribute("data-change");
          if (id === null || at.matches(".setting")) continue;
          found[id] ??= { ins: "", del: "" };
          found[id][at.matches("ins") ? "ins" : "del"] += node.textContent;
        }
      }
      return found;
    });
  }

  /** How many updates this device keeps of all drafts. */
  stored(): Promise<number> {
    return this.page.evaluate(async () => {
      let count = 0;
      for (const { name } of await indexedDB.databases()) {
        if (!name?.startsWith("plenary/")) continue;
        const db = await new Promise<IDBDatabase>((resolve, reject) => {
          const opening = indexedDB.open(name);
          opening.onsuccess = () => resolve(opening.result);
          opening.onerror = () => reject(opening.error);
        });
        count += await new Promise<number>((resolve, reject) => {
          const counting = db.transaction("updates").objectStore("updates").count();
          counting.onsuccess = () => resolve(counting.result);
          counting.onerror = () => reject(counting.error);
        });
        db.close();
      }
      return count;
    });
  }

  /** Waits until the page shows these words. */
  async sees(words: string): Promise<void> {
    await this.page.waitForFunction((words) => window.readParagraphs().join("\n").includes(words), words);
  }

  async online(): Promise<void> {
    await this.page.locator(".page[data-ready=true] .paragraph").first().waitFor();
    await this.state("saved");
  }

  /** Waits for a state of saving. */
  async state(state: "saved" | "saving" | "offline" | "connecting"): Promise<void> {
    await this.page.locator(`.saved[data-state=${state}]`).waitFor({ timeout: 10_000 });
  }

  // What they do.

  async open(url: string): Promise<void> {
    if (this.page.url() !== BLANK) await this.page.goto(BLANK); // the same page with another hash is not loaded again
    await this.page.goto(url);
  }

  async press(...keys: string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  type(text: string): Promise<void> {
    return this.page.keyboard.type(text);
  }

  /** Clicks behind these words, which stand in one piece of the text. */
  async clickBehind(words: string): Promise<void> {
    const place = await this.page.waitForFunction((words) => {
      const text = document.querySelector(".draft");
      const walker = document.createTreeWalker(text ?? document.body, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
        const at = node.textContent!.indexOf(words);
        if (at < 0 || node.parentElement!.closest(".caret, .label, .pilcrow, .note")) continue;
        node.parentElement!.scrollIntoView({ block: "center" });
        const range = document.createRange();
        range.setStart(node, at + words.length - 1);
        range.setEnd(node, at + words.length);
        const { right, top, height } = [...range.getClientRects()].at(-1)!;
        return { x: right - 1, y: top + height / 2 };
      }
      return null;
    }, words);
    const { x, y } = (await place.jsonValue())!;
    await this.page.mouse.click(x, y);
    await this.settle();
  }

  /** Until the page has been drawn twice: no hand presses a key sooner after a click. */
  async settle(): Promise<void> {
    await this.page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  }

  /** Types behind these words. */
  async write(behind: string, text: string): Promise<void> {
    await this.clickBehind(behind);
    await this.type(text);
  }

  /** Selects so many characters before the place behind these words. */
  async selectBefore(words: string, length = words.length): Promise<void> {
    await this.clickBehind(words);
    for (let i = 0; i < length; i++) await this.page.keyboard.press("Shift+ArrowLeft");
  }
}

/** The lines of a text as `paragraphs` gives them. */
export const lines = (text: string): string[] =>
  text
    .trimEnd()
    .split("\n")
    .map((line) => line.replace(/\s+/g, " ").trim());

/** Runs in the page. */
function readParagraphs(): string[] {
  return [...document.querySelectorAll(".draft > .paragraph")].map((paragraph) => {
    const copy = paragraph.cloneNode(true) as Element;
    for (const extra of copy.querySelectorAll(".pilcrow, .caret, .note, .ProseMirror-trailingBreak")) extra.remove();
    const label = copy.querySelector(".label");
    label?.remove();
    return `${label?.textContent ?? ""} ${copy.textContent}`.replace(/\s+/g, " ").trim();
  });
}
