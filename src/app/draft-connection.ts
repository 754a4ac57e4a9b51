/**
 * Holds a draft open: its copy on this device, who I am in it, whether words are taken. What the server will not take
 * comes back to its author, or is proposed anew, on a new copy of what the server has (A5, G4).
 */
import { computed, signal } from "@preact/signals";
import { Delta } from "../../schema/index.ts";
import { AGREED, CLOSE, REBUILD } from "../collab/protocol.ts";
import type { Api, Failure, Opened } from "./api.ts";
import { Copy, type CopyListener } from "./copy.ts";
import { keep, keepUnsent, recallUnsent } from "./kept.ts";
import type { Link } from "./link.ts";
import { type Words, lostEdit, replayed, wordsOf } from "./lost.ts";
import { mayWrite } from "./rights.ts";
import type { Connection, Person, Refusal, Saved, Unsent } from "./session.ts";
import { t } from "./text/index.ts";
import type { Wiring } from "./wiring.ts";

export interface DraftListener {
  /** The text or the records of its changes changed. */
  changed(): void;
  /** There is a text to show. After `replaced` it is another document's. */
  shown(): void;
  /** The copy is another one from now on. */
  replaced(): void;
}

/** How often the copy is made anew before we believe that the server does not want us. */
const REBUILDS = 3;

/** Words typed letter by letter come back so: what comes within this time in milliseconds goes on with what came before. */
const BURST = 1000;

export class DraftConnection implements CopyListener {
  readonly opened;
  readonly state = signal<Connection>({ state: "connecting" });
  readonly writable;
  readonly savedState = signal<Saved>("saved");
  readonly keptState = signal(false);
  readonly present = signal<readonly Person[]>([]);
  readonly unsent = signal<readonly Unsent[]>([]);
  copy: Copy;

  /** Whether nothing is taken until the copy has been made anew. */
  private readonly halted = signal(false);
  /** A copy that is being made in place of `copy`, and why. */
  private next: { copy: Copy; reason: string } | null = null;
  private rebuilds = 0;
  private count = 0;
  /** The last words that the server sent back. */
  private last: (Words & { id: number; time: number }) | null = null;
  private ended = false;

  constructor(
    private readonly link: Link,
    private readonly api: Api,
    opened: Opened,
    private readonly wiring: Wiring,
    private readonly listener: DraftListener,
  ) {
    this.opened = signal(opened);
    this.writable = computed(
      () => mayWrite(this.opened.value.me.role) && !this.halted.value && this.state.value.state !== "refused",
    );
    this.giveBack(recallUnsent(link));
    this.copy = this.openCopy();
    void this.start();
  }

  /** What this device holds comes first, so that the server is told of it with the first message. */
  private async start(): Promise<void> {
    const { copy } = this;
    await copy.keep();
    if (this.ended) return;
    if (copy.text.length > 0) this.listener.shown();
    else void copy.recalled().then(() => this.showLate(copy)); // a device that is slow to answer: the text comes when it does
    copy.provider.connect();
  }

  private showLate(copy: Copy): void {
    if (!this.ended && copy === this.copy && copy.text.length > 0) this.listener.shown();
  }

  private openCopy(): Copy {
    return new Copy(this.link, this.opened.value.me, this.wiring, this);
  }

  dismiss(unsent: number): void {
    this.unsent.value = this.unsent.value.filter(({ id }) => id !== unsent);
    keepUnsent(this.link, this.unsent.value);
  }

  destroy(): void {
    this.ended = true;
    void this.next?.copy.destroy();
    void this.copy.destroy();
  }

  changed(copy: Copy): void {
    if (copy === this.copy) this.listener.changed();
  }

  saved(copy: Copy): void {
    if (copy === this.copy) this.savedState.value = copy.acks.saved;
  }

  kept(copy: Copy): void {
    if (copy === this.copy) this.keptState.value = copy.isKept;
  }

  people(copy: Copy, people: readonly Person[]): void {
    if (copy === this.copy) this.present.value = people;
  }

  interrupted(copy: Copy): void {
    if (copy !== (this.next?.copy ?? this.copy) || this.state.value.state === "refused") return;
    this.state.value = { state: "offline" };
  }

  synced(copy: Copy): void {
    if (copy === this.copy) this.begin();
  }

  positioned(copy: Copy): void {
    if (copy !== this.next?.copy || !copy.provider.synced) return;
    this.replaceBy(copy, this.next.reason);
    this.begin();
  }

  private begin(): void {
    this.halted.value = false;
    this.state.value = { state: "online" };
    this.listener.shown();
    void this.refresh();
  }

  closed(copy: Copy, code: number, reason: string): void {
    if (this.ended) return;
    if (code === CLOSE.unauthorized) this.end("unauthorized", reason);
    else if (code === CLOSE.notFound) this.end("notFound", reason);
    else void this.rebuild(copy, reason);
  }

  returned(_copy: Copy, words: readonly Words[], reason: string): void {
    const why = reason === AGREED ? t("unsent-agreed") : t("unsent-other", { detail: reason });
    const now = performance.now();
    for (const { kind, text } of words) {
      const { last } = this;
      const goesOn = kind === "insert" && last?.kind === kind && now - last.time < BURST;
      if (goesOn) this.unsent.value = this.unsent.value.filter(({ id }) => id !== last.id);
      const all = goesOn ? last.text + text : text;
      if (all.trim() !== "") this.giveBack([{ kind, text: all }], why);
      this.last = { id: this.count, kind, text: all, time: now };
    }
    keepUnsent(this.link, this.unsent.value);
  }

  stale(copy: Copy): void {
    if (copy === this.copy && !this.ended) void this.refresh();
  }

  /** Title, stage and rights may have changed while we were away. */
  async refresh(): Promise<void> {
    const answer = await this.api.draft();
    if (answer.ok) this.take(answer.value);
  }

  private take(opened: Opened): void {
    keep(this.link, opened);
    this.opened.value = opened;
  }

  /** We are not wanted any more: what is on the screen stays there, to be read. */
  private end(reason: Refusal, detail: string): void {
    if (this.state.value.state !== "refused") this.giveBack(this.copy.unsaved(), t("unsent-refused"));
    this.state.value = { state: "refused", reason, detail };
    void this.next?.copy.destroy();
    this.next = null;
  }

  /** Gets a new copy, in place of one that holds what the server will not have. */
  private async rebuild(copy: Copy, reason: string): Promise<void> {
    this.halted.value = true;
    this.state.value = { state: "connecting" };
    const answer = await this.api.draft();
    if (this.ended) return;
    if (!answer.ok) {
      const { reason: why, detail } = refusalOf(answer);
      if (why !== "unreachable") return this.end(why, detail);
      this.state.value = { state: "offline" };
      return copy.provider.connect(); // the server will say it again when it can be reached
    }
    if (++this.rebuilds > REBUILDS) return this.end("forbidden", reason);
    this.take(answer.value);
    const former = this.next;
    this.next = { copy: this.openCopy(), reason: former?.reason ?? reason };
    void former?.copy.destroy();
    this.next.copy.provider.connect();
  }

  private replaceBy(copy: Copy, reason: string): void {
    const old = this.copy;
    const { delegation, role } = this.opened.value.me;
    const sequence = new Delta(copy.text.toDelta());
    const edit = lostEdit(copy.doc, old.doc);
    this.copy = copy;
    this.next = null;
    this.listener.replaced();
    if (reason === REBUILD && mayWrite(role)) copy.text.applyDelta(replayed(sequence, edit, delegation).ops);
    else this.giveBack(wordsOf(sequence, edit, delegation), this.whyUnsent(reason));
    keepUnsent(this.link, this.unsent.value);
    this.savedState.value = copy.acks.saved;
    this.keptState.value = copy.isKept;
    void old
      .destroy(true)
      .catch(() => undefined) // the device then keeps what it has, and the server refuses it once more
      .then(() => (this.ended ? undefined : copy.keep()));
  }

  private whyUnsent(reason: string): string {
    const { draft, me } = this.opened.value;
    if (mayWrite(me.role)) return t("unsent-other", { detail: reason });
    return draft.stage === "frozen" ? t("unsent-frozen") : t("unsent-observer");
  }

  private giveBack(words: readonly (Words & { reason?: string })[], why = ""): void {
    const more = words.map(({ kind, text, reason = why }) => ({ id: ++this.count, kind, text, reason }));
    if (more.length > 0) this.unsent.value = [...this.unsent.value, ...more];
  }
}

/** A failure to open a draft as the reason that is shown: whatever is not a refusal counts as no answer. */
export const refusalOf = (failure: Failure): { reason: Refusal; detail: string } =>
  failure.kind === "refused"
    ? failure
    : { reason: "unreachable", detail: failure.kind === "failed" ? failure.detail : "" };
