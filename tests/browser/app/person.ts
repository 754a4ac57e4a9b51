/** Somebody before a screen: what they do by mouse and keys, what they see, and whether anything went wrong there. */
import type { Browser, BrowserContext, Locator, Page, WebSocketRoute } from "playwright-core";

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
}

const BLANK = "about:blank";
/** The wire of a test may hand a message on when the connection has just ended; sockets of their own do not. */
const LATE = "WebSocket is already in CLOSING or CLOSED state.";

/** The connection of a person to the server, as the test lets it be. */
type Wire = "open" | "silent" | "deaf" | "cut";

export class Person {
  /** Errors on the console, exceptions, violations of the content policy. */
  problems: string[] = [];
  private allowed: RegExp[] = [];
  private wire: Wire = "open";
  private readonly sockets = new Map<WebSocketRoute, WebSocketRoute>();
  private readonly unheard: (() => void)[] = [];

  private constructor(
    readonly context: BrowserContext,
    readonly page: Page,
    /** Whether the browser is somebody else's, and this a further tab in it. */
    private readonly isGuest: boolean,
  ) {
    page.on("pageerror", (error) => this.problem(String(error.stack ?? error)));
    page.on("console", (message) => {
      if (message.type() === "error") this.problem(message.text());
    });
  }

  static async open(browser: Browser, screen: Screen, beside?: Person): Promise<Person> {
    const { width = 1280, height = 800, dark = false, phone = false } = screen;
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
    const person = new Person(context, await context.newPage(), beside !== undefined);
    await person.page.addInitScript(`window.readParagraphs = ${readParagraphs}`);
    await person.page.routeWebSocket(/\/collab\//, (socket) => person.connect(socket));
    return person;
  }

  private problem(text: string): void {
    if (text === LATE || this.problems.includes(text)) return;
    if (!this.allowed.some((pattern) => pattern.test(text))) this.problems.push(text);
  }

  /** Chromium itself complains of answers and connections that a test is about. */
  allow(...patterns: RegExp[]): void {
    this.allowed.push(...patterns);
  }

  /** Leaves the draft. False when the tab is closed, and nobody can sit down before it again. */
  async leave(): Promise<boolean> {
    await this.page.evaluate(() => localStorage.clear());
    if (this.isGuest) await this.page.close();
    else await Promise.all([this.page.goto(BLANK), this.page.unrouteAll(), this.context.clearPermissions()]);
    this.sockets.clear();
    this.unheard.length = 0;
    this.wire = "open";
    this.problems = [];
    this.allowed = [];
    return !this.isGuest;
  }

  // The connection.

  private connect(socket: WebSocketRoute): void {
    if (this.wire === "cut") return void socket.close({ code: 1013, reason: "cut by the test" });
    if (this.wire === "silent") this.wire = "open";
    const server = socket.connectToServer();
    this.sockets.set(socket, server);
    socket.onMessage((message) => {
      if (this.wire !== "silent") server.send(message);
    });
    server.onMessage((message) => {
      if (this.wire === "deaf") this.unheard.push(() => socket.send(message));
      else socket.send(message);
    });
    socket.onClose((code, reason) => {
      this.sockets.delete(socket);
      void server.close({ ...(code !== undefined && { code }), ...(reason !== undefined && { reason }) });
    });
    server.onClose((code, reason) => {
      this.sockets.delete(socket);
      void socket.close({ ...(code !== undefined && { code }), ...(reason !== undefined && { reason }) });
    });
  }

  /** Until the next connection nothing that is written here reaches the server: it is lost on the way. */
  silence(): void {
    this.wire = "silent";
  }

  /** From now on nothing that others do reaches this screen, until `listen`. */
  deafen(): void {
    this.wire = "deaf";
  }

  listen(): void {
    this.wire = "open";
    for (const hear of this.unheard.splice(0)) hear();
  }

  /** Ends the connection, as the server would with this code, and lets no other one through until `mend`. */
  async cut(code = 1013, reason = "cut by the test"): Promise<void> {
    this.wire = "cut";
    await this.hangUp(code, reason);
  }

  /** Lets no further connection through until `mend`; the one that there is stays. */
  refuse(): void {
    this.wire = "cut";
  }

  mend(): void {
    this.wire = "open";
  }

  /** Ends the connection with this code; the next one goes through. */
  async hangUp(code: number, reason: string): Promise<void> {
    for (const [socket, server] of this.sockets) {
      this.sockets.delete(socket);
      await server.close({ code: 1000 });
      await socket.close({ code, reason });
    }
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
