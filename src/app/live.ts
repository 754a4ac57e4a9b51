/** The session behind a link: the server's draft, kept on this device as well. */
import { computed, signal } from "@preact/signals";
import { IndexeddbPersistence } from "y-indexeddb";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";
import { type Change, type ChangeId, Delta, type Format, ITU, PROFILES, type Role } from "../../schema/index.ts";
import { CLOSE } from "../collab/protocol.ts";
import { digests, decide as decideOn } from "../revision/index.ts";
import { Api, type Failure, type Opened } from "./api.ts";
import { changesOf } from "./changes.ts";
import { keep, recall } from "./kept.ts";
import type { Link } from "./link.ts";
import { peopleOf } from "./presence.ts";
import { mayEditDirectly } from "./rights.ts";
import type {
  Connection,
  DecisionOutcome,
  Dependant,
  ExportFormat,
  Mode,
  Outcome,
  Person,
  Refusal,
  Saved,
  SelectionState,
  Session,
  ShownChange,
  ShownView,
  Unsent,
  Verdict,
} from "./session.ts";
import { t } from "./text/index.ts";
import type { Acknowledgements, Editor, Wiring } from "./wiring.ts";

export type OpenResult = { ok: true; session: Session } | { ok: false; reason: Refusal; detail: string };

/** Opens the draft of a link: from the server, or without one from what this device kept. */
export async function openLive(link: Link, wiring: Wiring): Promise<OpenResult> {
  const api = new Api(link);
  const answer = await api.draft();
  if (answer.ok) {
    keep(link, answer.value);
    return { ok: true, session: new LiveSession(link, api, answer.value, wiring) };
  }
  const { reason, detail } = refusalOf(answer);
  const kept = reason === "unreachable" ? recall(link) : null;
  if (kept !== null) return { ok: true, session: new LiveSession(link, api, kept, wiring) };
  return { ok: false, reason, detail };
}

const refusalOf = (failure: Failure): { reason: Refusal; detail: string } =>
  failure.kind === "refused"
    ? failure
    : { reason: "unreachable", detail: failure.kind === "failed" ? failure.detail : "" };

const NOTHING_SELECTED: SelectionState = { role: null, level: 0, formats: [], empty: true, undo: false, redo: false };
/** The list of changes follows the text at this distance in milliseconds, or a tenth of the time at most. */
const BEHIND = 100;
/** Between keystrokes where the browser can tell. */
const whenIdle = (work: () => void): void => {
  if (typeof requestIdleCallback === "function") requestIdleCallback(work, { timeout: 1000 });
  else work();
};
/** A device store that does not answer in this time is done without. */
const STORE_PATIENCE = 3000;

class LiveSession implements Session {
  readonly draft;
  readonly me;
  readonly ready = signal(false);
  readonly view = signal<ShownView>("redline");
  readonly mode = signal<Mode>("propose");
  readonly connection = signal<Connection>({ state: "connecting" });
  readonly saved = signal<Saved>("saved");
  readonly people = signal<readonly Person[]>([]);
  readonly changes = signal<readonly ShownChange[]>([]);
  readonly selectedChange = signal<ChangeId | null>(null);
  readonly activeChanges = signal<readonly ChangeId[]>([]);
  readonly selection = signal<SelectionState>(NOTHING_SELECTED);
  readonly unsent = signal<readonly Unsent[]>([]);

  private readonly opened;
  private readonly doc = new Y.Doc();
  private readonly text = this.doc.getText("draft");
  private readonly records = this.doc.getMap<Change>("changes");
  private readonly provider: WebsocketProvider;
  private readonly acks: Acknowledgements;
  private readonly store: IndexeddbPersistence | null;
  private editor: Editor | null = null;
  private place: HTMLElement | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private cost = 0;
  private unsentCount = 0;

  constructor(
    private readonly link: Link,
    private readonly api: Api,
    opened: Opened,
    private readonly wiring: Wiring,
  ) {
    this.opened = signal(opened);
    this.draft = computed(() => this.opened.value.draft);
    this.me = computed(() => this.opened.value.me);
    this.provider = this.connect();
    this.store = typeof indexedDB === "undefined" ? null : this.openStore();
    this.acks = wiring.createAcks(this.doc, this.provider, this.store);
    this.acks.on(() => {
      this.saved.value = this.acks.saved;
    });
    this.text.observe(() => this.later());
    this.records.observe(() => this.later());
    void this.start();
  }

  private connect(): WebsocketProvider {
    const { id, token } = this.link;
    const { member, name, delegation, role } = this.me.value;
    const origin = location.origin.replace(/^http/, "ws");
    const provider = new WebsocketProvider(`${origin}/collab`, id, this.doc, {
      params: { token, acks: "1" },
      disableBc: true, // two tabs of different delegations would send each other's words
      connect: false,
    });
    provider.awareness.setLocalStateField("user", { member, name, delegation, role });
    provider.awareness.on("change", () => {
      this.people.value = peopleOf(provider.awareness.getStates(), this.doc.clientID);
    });
    provider.on("sync", (synced: boolean) => {
      if (!synced) return;
      this.connection.value = { state: "online" };
      this.show();
      void this.refresh();
    });
    provider.on("connection-close", () => {
      if (this.connection.value.state !== "refused") this.connection.value = { state: "offline" };
    });
    provider.on("closed", ({ code, reason }) => {
      const why = code === CLOSE.unauthorized ? "unauthorized" : code === CLOSE.notFound ? "notFound" : "forbidden";
      this.connection.value = { state: "refused", reason: why, detail: reason };
    });
    return provider;
  }

  /** One store per draft and member: two members on one device must not send each other's words. */
  private openStore(): IndexeddbPersistence {
    return new IndexeddbPersistence(`plenary/${this.link.id}/${this.me.value.member}`, this.doc);
  }

  /** What this device holds comes first, so that the server is told of it with the first message. */
  private async start(): Promise<void> {
    const patience = new Promise<void>((resolve) => setTimeout(resolve, STORE_PATIENCE));
    await Promise.race([this.store?.whenSynced, patience]);
    if (this.text.length > 0) this.show();
    this.provider.connect();
  }

  /** Title, stage and rights may have changed while we were away. */
  private async refresh(): Promise<void> {
    const answer = await this.api.draft();
    if (!answer.ok) return;
    keep(this.link, answer.value);
    this.opened.value = answer.value;
    if (!mayEditDirectly(answer.value.me.role)) this.setMode("propose");
  }

  private show(): void {
    this.ready.value = true;
    this.openEditor();
    this.recompute();
  }

  private later(): void {
    if (this.ready.value)
      this.timer ??= setTimeout(() => whenIdle(() => this.recompute()), Math.max(BEHIND, this.cost * 10));
  }

  private recompute(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (!this.ready.value) return;
    const start = performance.now();
    const profile = PROFILES[this.draft.value.profile] ?? ITU;
    this.changes.value = changesOf(this.sequence(), this.records.toJSON(), profile);
    this.cost = performance.now() - start;
  }

  private readonly sequence = (): Delta => new Delta(this.text.toDelta());

  mount(element: HTMLElement): void {
    this.place = element;
    this.openEditor();
  }

  private openEditor(): void {
    if (this.editor !== null || this.place === null || !this.ready.value) return;
    this.editor = this.wiring.createEditor({
      element: this.place,
      doc: this.doc,
      me: this.me.value,
      awareness: this.provider.awareness,
      mode: () => this.mode.value,
      view: () => this.view.value,
      onChange: ({ changes, ...selection }) => {
        this.selection.value = selection;
        this.activeChanges.value = changes;
      },
      onUnsent: (unsent) => {
        this.unsent.value = [...this.unsent.value, { ...unsent, id: ++this.unsentCount }];
      },
    });
  }

  setView(view: ShownView): void {
    this.view.value = view;
    this.editor?.setView(view);
  }
  setMode(mode: Mode): void {
    if (mode === "direct" && !mayEditDirectly(this.me.value.role)) return;
    this.mode.value = mode;
    this.editor?.setMode(mode);
  }
  select(change: ChangeId | null): void {
    this.selectedChange.value = change;
  }
  reveal(change: ChangeId): void {
    if (this.view.value !== "redline") this.setView("redline");
    this.select(change);
    this.editor?.reveal(change);
  }

  async decide(verdict: Verdict, changes: readonly ChangeId[]): Promise<DecisionOutcome> {
    const { at } = this.acks;
    const seen = at === null ? { seen: this.digests(changes) } : { at };
    const answer = await this.api.decide({ verdict, changes, ...seen });
    if (answer.ok) return { ok: true, seq: answer.value.seq };
    if (answer.kind === "conflict") return { ok: false, message: t("failed-conflict"), conflict: answer.changes };
    return { ok: false, message: messageOf(answer), conflict: [] };
  }

  private digests(changes: readonly ChangeId[]): Record<ChangeId, string> {
    return Object.fromEntries(digests(this.sequence(), (change) => changes.includes(change)));
  }

  dependants(verdict: Verdict, changes: readonly ChangeId[]): Dependant[] {
    const verdicts = Object.fromEntries(changes.map((change) => [change, verdict]));
    return decideOn(this.sequence(), verdicts).dependants;
  }

  async exportAs(view: ShownView, format: ExportFormat): Promise<Outcome> {
    const answer = await this.api.export(view, format);
    if (!answer.ok) return { ok: false, message: messageOf(answer) };
    const link = document.createElement("a");
    link.href = URL.createObjectURL(answer.value.blob);
    link.download = answer.value.name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    return { ok: true };
  }

  undo(): void {
    this.editor?.command("undo");
  }
  redo(): void {
    this.editor?.command("redo");
  }
  toggle(format: Format): void {
    this.editor?.command("toggle", format);
  }
  setRole(role: Role): void {
    this.editor?.command("role", role);
  }
  indent(by: 1 | -1): void {
    this.editor?.command("level", by);
  }
  dismiss(unsent: number): void {
    this.unsent.value = this.unsent.value.filter(({ id }) => id !== unsent);
  }

  destroy(): void {
    this.ready.value = false; // nothing is computed any more
    clearTimeout(this.timer);
    this.editor?.destroy();
    this.provider.destroy();
    void this.store?.destroy();
    this.doc.destroy();
  }
}

function messageOf(failure: Failure): string {
  switch (failure.kind) {
    case "refused":
      return failure.reason === "unreachable" ? t("failed-offline") : t("failed-refused", { detail: failure.detail });
    case "conflict":
      return t("failed-conflict");
    case "failed":
      return t("failed-other", { detail: failure.detail });
  }
}
