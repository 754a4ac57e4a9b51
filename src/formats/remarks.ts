/**
 * What is said of a redline beside its text: threads of comments, and reasons of changes. Documents without a margin for
 * it name each behind the last of its words and list them at the end.
 */
import { type ChangeId, type Comment, type DraftFile, delegationOf } from "../../schema/index.ts";
import { type Block, type Content, type Piece, changesOn } from "./blocks.ts";

export interface Remark {
  /** `C1`, a thread; `R1`, the reason of a change. */
  name: string;
  /** The thread or the change that it is on. */
  on: string;
  /** Whether words of the text have it. */
  anchored: boolean;
  says: Said[];
}
/** A message or a reason. `key` is that of the draft file. */
export interface Said extends Comment {
  key: string;
}

export class Remarks {
  /** Comments first, then reasons, each in the order of the text; what is on no words comes last. */
  readonly list: readonly Remark[];
  private readonly byPlace: ReadonlyMap<string, Remark>;

  constructor(draft: Pick<DraftFile, "comments" | "changes">, blocks: readonly Block[]) {
    const threads = threadsOf(draft.comments);
    const anchored = new Set<string>();
    for (const { pieces, end } of blocks)
      for (const piece of [...pieces, end]) for (const place of placesOn(piece)) anchored.add(place);
    const loose = [...threads.keys()].filter((thread) => !anchored.has(thread));
    const [comments, reasons]: [Remark[], Remark[]] = [[], []];
    for (const on of [...anchored, ...loose]) {
      const messages = threads.get(on);
      if (messages !== undefined)
        comments.push({ name: `C${comments.length + 1}`, on, anchored: anchored.has(on), says: messages });
      const reason = reasonOf(draft, on);
      if (reason !== null) reasons.push({ name: `R${reasons.length + 1}`, on, anchored: true, says: [reason] });
    }
    this.list = [...comments, ...reasons];
    this.byPlace = new Map(this.list.map((remark) => [remark.on, remark]));
  }

  /** The remarks that end in a paragraph, by the last piece that has each; its mark is the last of all. */
  endingIn({ pieces, end }: Content): Map<Piece, Remark[]> {
    const ends = new Map<Piece, Remark[]>();
    if (this.list.length === 0) return ends;
    const last = new Map<Remark, Piece>();
    for (const piece of [...pieces, end])
      for (const place of placesOn(piece)) {
        const remark = this.byPlace.get(place);
        if (remark !== undefined) last.set(remark, piece);
      }
    for (const [remark, piece] of last) addTo(ends, piece, remark);
    return ends;
  }
}

/** Threads and changes on a piece. An id of a change has a colon, and that of a thread none. */
const placesOn = (piece: Piece): string[] => [...piece.threads, ...changesOn(piece)];

function reasonOf({ changes }: Pick<DraftFile, "changes">, id: ChangeId): Said | null {
  const change = Object.hasOwn(changes, id) ? changes[id]! : undefined;
  if (typeof change?.reason !== "string" || change.reason.trim() === "") return null;
  return { key: id, delegation: delegationOf(id), by: change.by, time: change.time, text: change.reason };
}

/** The messages of each thread, the first one first. */
export function threadsOf(comments: DraftFile["comments"]): Map<string, Said[]> {
  const threads = new Map<string, Said[]>();
  const inOrder = Object.entries(comments).sort(([a, { time }], [b, other]) =>
    time !== other.time ? (time < other.time ? -1 : 1) : a < b ? -1 : 1,
  );
  for (const [key, comment] of inOrder) {
    const thread = key.slice(0, key.indexOf("/"));
    addTo(threads, thread, { ...comment, key });
  }
  return threads;
}

/** Adds to the list of a key: a copy of it each time would be quadratic where a thread is long. */
function addTo<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}
