/** A meeting as its people have it: the built app, a real server on a port of its own, a Chromium, people in it. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import type { Change, ChangeId, DraftFile, Op } from "../../../schema/index.ts";
import { type RunningServer, serve } from "../../../server/main.ts";
import type { MemberRole } from "../../../src/collab/protocol.ts";
import { launch } from "../chromium.ts";
import { Person, type Screen } from "./person.ts";

const ADMIN = "operator";

export interface Seat {
  id: string;
  token: string;
  /** The whole address that opens the draft as this member. */
  url: string;
}

/** A pending change as the server has it. */
export interface Pending extends Change {
  id: ChangeId;
  inserts: string[];
  deletes: string[];
  sets: string[];
}

export class Meeting {
  private people: Person[] = [];
  /** Screens that nobody sits before, by what they are: a browser is slow to start. */
  private readonly free = new Map<string, Person[]>();

  private constructor(
    readonly browser: Browser,
    private readonly app: string,
    private readonly folder: string,
    private server: RunningServer,
  ) {}

  /** `app`: the folder of the built app. */
  static async open(app: string): Promise<Meeting> {
    const folder = mkdtempSync(join(tmpdir(), "plenary-meeting-"));
    return new Meeting(await launch(), app, folder, await start(app, folder, 0));
  }

  get url(): string {
    return this.server.url;
  }

  stop(): Promise<void> {
    return this.server.close();
  }

  /** Starts the server again, on the same port and data. */
  async start(): Promise<void> {
    this.server = await start(this.app, this.folder, this.server.port);
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.server.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  async ask(method: string, path: string, token: string, body?: unknown): Promise<Record<string, unknown>> {
    const response = await fetch(this.url + path, {
      method,
      headers: { Authorization: `Bearer ${token}`, Connection: "close" },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return text.startsWith("{") ? (JSON.parse(text) as Record<string, unknown>) : { text };
  }

  /** A new draft of this content. */
  async draft(ops: readonly Op[], changes: Record<ChangeId, Change> = {}): Promise<Draft> {
    const content: DraftFile = {
      format: "plenary-draft",
      version: 1,
      profile: "itu",
      lang: "en",
      ops: [...ops],
      changes,
      comments: {},
    };
    const { id, token } = await this.ask("POST", "/api/drafts", ADMIN, { content });
    return new Draft(this, String(id), String(token));
  }

  /** Somebody with a browser of his or her own, or a further tab in that of `beside`. */
  async person(screen: Screen = {}, beside?: Person): Promise<Person> {
    const kind = JSON.stringify(screen);
    const free = beside === undefined ? this.free.get(kind)?.pop() : undefined;
    const person = free ?? (await Person.open(this.browser, screen, beside));
    this.people.push(person);
    this.kinds.set(person, kind);
    return person;
  }
  private readonly kinds = new WeakMap<Person, string>();

  /** Sends everybody home; returns what went wrong on their screens. */
  async adjourn(): Promise<string[]> {
    const { people } = this;
    this.people = [];
    const problems: string[] = [];
    // Guests first: their tabs are in others' browsers.
    for (const person of people.reverse()) {
      problems.push(...(await person.leave()));
      if (person.isGuest) continue;
      const kind = this.kinds.get(person)!;
      this.free.set(kind, [...(this.free.get(kind) ?? []), person]);
    }
    return problems;
  }
}

/** The meeting that the tests are held in. */
export let meeting: Meeting;
export async function convene(app: string): Promise<void> {
  meeting = await Meeting.open(app);
}

/** A quiet log: refusals are what some tests are about. */
const start = (app: string, folder: string, port: number): Promise<RunningServer> =>
  serve({
    port,
    host: "127.0.0.1",
    data: join(folder, "data"),
    appDir: app,
    admin: ADMIN,
    demo: false,
    log: { level: "silent" },
  });

const NAMES: Partial<Record<string, string>> = { USA: "Marian Okafor", F: "Amina Castellane" };
const OTHERS: Record<MemberRole, string> = {
  chair: "Helena Marsh",
  secretary: "Tomás Rivera",
  editor: "Marta Ruiz",
  delegate: "Jane Miller",
  observer: "Mei Tanaka",
};

export class Draft {
  constructor(
    private readonly meeting: Meeting,
    readonly id: string,
    readonly chair: string,
  ) {}

  ask(method: string, path: string, body?: unknown): Promise<Record<string, unknown>> {
    return this.meeting.ask(method, `/api/drafts/${this.id}${path}`, this.chair, body);
  }

  /** A seat for a delegation, or for a role. */
  async seat(who: string): Promise<Seat> {
    const isRole = Object.hasOwn(OTHERS, who);
    const role = isRole ? (who as MemberRole) : "delegate";
    const body = { role, name: NAMES[who] ?? OTHERS[role], ...(!isRole && { delegation: who }) };
    const { id, token, url } = await this.ask("POST", "/members", body);
    return { id: String(id), token: String(token), url: this.meeting.url + String(url) };
  }

  /** People who have the draft open, one for each name of a delegation or role. */
  async open<Names extends string[]>(...names: Names): Promise<{ [K in keyof Names]: Person }> {
    return (await Promise.all(names.map((name) => this.join(name)))) as { [K in keyof Names]: Person };
  }

  async join(who: string, screen: Screen = {}, beside?: Person): Promise<Person> {
    const [person, seat] = await Promise.all([this.meeting.person(screen, beside), this.seat(who)]);
    await person.open(seat.url);
    await person.online();
    return person;
  }

  async pending(): Promise<Pending[]> {
    return (await this.ask("GET", "/changes")).changes as Pending[];
  }

  /** The text as the server has it, a paragraph a line. */
  async text(view: "original" | "redline" | "final"): Promise<string> {
    return String((await this.ask("GET", `/export?view=${view}&format=txt`)).text);
  }
}
