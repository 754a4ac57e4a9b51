/** The session behind a link: the server's draft, kept on this device as well. */
import { computed, effect, signal } from "@preact/signals";
import { type ChangeId, Delta, type Format, PLAIN_LABELLING, type Role, labellingOf } from "../../schema/index.ts";
import { digests } from "../revision/index.ts";
import { Api, type Opened } from "./api.ts";
import { changesOf, holding } from "./changes.ts";
import { checkText, foundAgain } from "./check.ts";
import type { Commands } from "./commands.ts";
import { DraftConnection, type DraftListener, refusalOf } from "./draft-connection.ts";
import { whenIdle } from "./idle.ts";
import { keep, recall } from "./kept.ts";
import type { Link } from "./link.ts";
import { proposalsOf } from "./proposals.ts";
import { mayEditDirectly } from "./rights.ts";
import type {
  CheckOutcome,
  Finding,
  Me,
  Mode,
  Outcome,
  Refusal,
  SelectionState,
  Session,
  ShownChange,
  ShownProposal,
  ShownText,
  ShownView,
  Sight,
} from "./session.ts";
import { t } from "./text/index.ts";
import type { Editor, Wiring } from "./wiring.ts";

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

const NOTHING_SELECTED: SelectionState = {
  role: null,
  level: 0,
  formats: [],
  empty: true,
  undo: false,
  redo: false,
  paragraphs: [],
};
/** The list of changes follows the text at this distance in milliseconds, or a tenth of the time at most. */
const BEHIND = 100;
class LiveSession implements Session, DraftListener {
  readonly draft;
  readonly me;
  readonly connection;
  readonly writable;
  readonly saved;
  readonly kept;
  readonly people;
  readonly unsent;
  readonly ready = signal(false);
  readonly view = signal<ShownView>("redline");
  readonly mode = signal<Mode>("propose");
  readonly changes = signal<readonly ShownChange[]>([]);
  readonly text = signal<ShownText>({ sequence: new Delta(), records: {}, labelling: PLAIN_LABELLING });
  readonly proposals = signal<readonly ShownProposal[]>([]);
  readonly selectedChange = signal<ChangeId | null>(null);
  readonly activeChanges = signal<readonly ChangeId[]>([]);
  readonly selection = signal<SelectionState>(NOTHING_SELECTED);
  readonly refusals = signal(0);

  private readonly line: DraftConnection;
  private editor: Editor | null = null;
  private place: HTMLElement | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** The changes that move text, as the editor was told. */
  private moves: ReadonlySet<ChangeId> = new Set();
  private cost = 0;
  private readonly stop: () => void;

  constructor(
    link: Link,
    private readonly api: Api,
    opened: Opened,
    private readonly wiring: Wiring,
  ) {
    const line = new DraftConnection(link, api, opened, wiring, this);
    this.line = line;
    this.draft = computed(() => line.opened.value.draft);
    this.me = computed(() => line.opened.value.me);
    this.connection = line.state;
    this.writable = line.writable;
    this.saved = line.savedState;
    this.kept = line.keptState;
    this.people = line.present;
    this.unsent = line.unsent;
    const labelling = computed(() => JSON.stringify(labellingOf(this.draft.value)));
    const relabel = effect(() => {
      if (labelling.value === "") return; // read, so that this runs again when it is another
      this.editor?.setLabelling(labellingOf(this.draft.peek()));
      this.changed();
    });
    const role = computed(() => this.me.value.role); // not each time that the server says the same again
    const remode = effect(() => {
      const direct = mayEditDirectly(role.value);
      if (this.writable.value && !direct) this.mode.value = "propose";
      this.editor?.setMode(direct ? this.mode.peek() : "propose"); // and it asks again whether it may be written in
    });
    this.stop = () => {
      relabel();
      remode();
    };
  }

  changed(): void {
    if (this.ready.value)
      this.timer ??= setTimeout(() => whenIdle(() => this.recompute()), Math.max(BEHIND, this.cost * 10));
  }

  shown(): void {
    this.ready.value = true;
    this.openEditor();
    this.recompute();
  }

  replaced(): void {
    this.editor?.destroy();
    this.editor = null;
    this.moves = new Set();
  }

  private recompute(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (!this.ready.value) return;
    const start = performance.now();
    const { records, proposals } = this.line.copy;
    const [labelling, sequence] = [labellingOf(this.draft.value), this.sequence()];
    this.changes.value = changesOf(sequence, records.toJSON(), labelling);
    this.showMoves();
    this.proposals.value = proposalsOf(proposals.toJSON());
    this.text.value = { sequence, records: records.toJSON(), labelling };
    this.cost = performance.now() - start;
  }

  private showMoves(): void {
    const moved = new Set(this.changes.value.flatMap((change) => (change.moved ? change.ids : [])));
    if (this.moves.size === moved.size && [...moved].every((change) => this.moves.has(change))) return;
    this.moves = moved;
    this.editor?.setMoves(moved);
  }

  private readonly sequence = (): Delta => new Delta(this.line.copy.text.toDelta());

  mount(element: HTMLElement): void {
    this.place = element;
    this.openEditor();
  }

  private openEditor(): void {
    if (this.editor !== null || this.place === null || !this.ready.value) return;
    const { doc, provider } = this.line.copy;
    this.editor = this.wiring.createEditor({
      element: this.place,
      doc,
      me: this.writer(),
      awareness: provider.awareness,
      mode: () => this.mode.value,
      view: () => this.view.value,
      labelling: () => labellingOf(this.draft.value),
      notes: { agreed: t("note-agreed"), movedAway: t("note-moved-away"), movedHere: t("note-moved-here") },
      onAgreed: () => this.refusals.value++,
      onChange: ({ changes, ...selection }) => {
        this.selection.value = selection;
        this.activeChanges.value = changes;
      },
    });
  }

  /** Who writes, as the editor asks at every edit: somebody who only reads, while nothing can be taken. */
  private writer(): Me {
    const { me, writable } = this;
    return {
      get member() {
        return me.value.member;
      },
      get name() {
        return me.value.name;
      },
      get delegation() {
        return me.value.delegation;
      },
      get role() {
        return writable.value ? me.value.role : "observer";
      },
    };
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
    this.selectedChange.value = holding(this.changes.value, change)?.id ?? change;
  }
  reveal(change: ChangeId): void {
    if (this.view.value !== "redline") this.setView("redline");
    this.select(change);
    this.editor?.reveal(change);
  }

  check(): Promise<CheckOutcome> {
    return checkText(this.sequence, this.draft.value);
  }
  show(finding: Finding | null): void {
    if (finding !== null && this.view.value !== "redline") this.setView("redline");
    this.editor?.show(finding?.place ?? null);
  }
  async mend(finding: Finding): Promise<Outcome> {
    if (this.view.value !== "redline") this.setView("redline");
    let sequence = this.sequence();
    const now = await checkText(() => (sequence = this.sequence()), this.draft.value);
    if (!now.ok) return now;
    const fix = foundAgain(now.findings, finding)?.fix;
    const done = fix !== undefined && this.editor?.apply(fix, sequence) === true;
    return done ? { ok: true } : { ok: false, message: t("failed-mend") };
  }

  look(changes: readonly ShownChange[]): Sight {
    const { at } = this.line.copy.acks;
    const wanted = new Set(changes.flatMap(({ ids }) => ids));
    // Without a log position the digests say it all, also of changes that come to the decision later.
    const seen = Object.fromEntries(digests(this.sequence(), (change) => at === null || wanted.has(change)));
    return { changes, at, seen };
  }

  revealPlace(from: number, length: number): void {
    if (this.view.value !== "redline") this.setView("redline");
    this.editor?.revealPlace(from, length);
  }

  /** On the text as it is now, even where they have to be fetched first. */
  async commands(): Promise<Commands | null> {
    const sequence = this.sequence();
    try {
      const { LiveCommands } = await import("./live-commands.ts");
      const { draft, view } = this;
      return new LiveCommands(this.api, {
        sequence,
        draft: draft.value,
        view: view.value,
        refresh: () => this.line.refresh(),
      });
    } catch {
      return null;
    }
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
  insert(what: "bracket" | "footnote"): void {
    this.editor?.command(what);
  }
  refer(target: string): void {
    this.editor?.command("reference", target);
  }
  dismiss(unsent: number): void {
    this.line.dismiss(unsent);
  }

  destroy(): void {
    this.ready.value = false; // nothing is computed any more
    clearTimeout(this.timer);
    this.stop();
    this.editor?.destroy();
    this.line.destroy();
  }
}
