/**
 * The laws of the guard's repair, on random drafts and random updates: honest ones, plain edits of a client that ignores
 * the rules, and forged marks; partly on text that the sender had not seen.
 */
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import {
  type Attributes,
  Delta,
  MARK,
  type Op,
  type Run,
  type Setting,
  canonical,
  canonicalSequence,
  delegationOf,
  itemsOf,
  mayStandOn,
  parseKey,
  plainText,
  runsOf,
  sameAttributes,
  sameValue,
  view,
} from "../../schema/index.ts";
import { type Ledger, type Piece, type Sender, direct, repair, track, without } from "../../src/revision/index.ts";
import { Coverage, DELEGATIONS, RUNS, authorOf, comparable, draftArb, editArb } from "./generators.ts";
import { numbered, slid } from "./paragraphs.ts";

const coverage = new Coverage();
afterAll(() => console.log(`updates: ${coverage}`));

const forgedArb = fc.constantFrom<Attributes>(
  { ins: "F:9" },
  { "del:F": "F:9" },
  { "del:USA": "USA:9", em: true },
  { "set:F:em": { change: "F:9", value: true } },
  { "del:F": "F:d1", "set:F:em": { change: "F:s1", value: true } }, // used before: `ledger`
  { "del:RCC": "RCC:2", "set:RCC:level": { change: "RCC:s2", value: 2 } },
  { id: "p1", role: "heading", agreed: "x" },
  { ins: "RCC:1", "cmt:t": true },
);
/** An update as a Delta: an edit, some of its operations with forged attributes. */
const updateArb = (draft: Delta) =>
  fc
    .tuple(
      editArb(draft),
      fc.array(fc.option(forgedArb, { nil: undefined, freq: 2 }), { minLength: 12, maxLength: 12 }),
    )
    .map(([edit, forged]) => {
      const update = new Delta();
      (edit.ops as Op[]).forEach((op, i) => {
        const attributes = forged[i % forged.length];
        if (op.insert !== undefined) update.insert(op.insert as string, { ...op.attributes, ...attributes });
        else if (op.delete !== undefined) update.delete(op.delete);
        else
          update.retain(
            op.retain as number,
            op.attributes === undefined && attributes === undefined ? undefined : { ...op.attributes, ...attributes },
          );
      });
      return update;
    });

/** What an update did, run by run; on items for which `unseen` says so, without the sender's having seen them. */
function piecesOf(draft: Delta, update: Delta, unseen: (index: number) => boolean = () => false): Piece[] {
  const pieces: Piece[] = [];
  const items = [...itemsOf(draft.ops as Op[])];
  let at = 0;
  const take = (n: number, each: (run: Run, index: number) => Piece) => {
    for (const end = at + n; at < end; at++) pieces.push(each(items[at]!, at));
  };
  for (const op of update.ops as Op[]) {
    if (op.insert !== undefined) {
      for (const { insert, attributes } of runsOf([op]))
        pieces.push({ kind: "inserted", insert, after: attributes, given: attributes });
    } else if (op.delete !== undefined)
      take(op.delete, ({ insert, attributes }) => ({ kind: "deleted", insert, before: attributes }));
    else {
      take(op.retain as number, ({ insert, attributes }, index) => {
        const after = op.attributes === undefined ? attributes : canonical({ ...attributes, ...op.attributes });
        const wish = op.attributes === undefined || unseen(index) ? undefined : op.attributes;
        return { kind: "kept", insert, before: attributes, after, wish };
      });
    }
  }
  take(items.length - at, ({ insert, attributes }) => ({
    kind: "kept",
    insert,
    before: attributes,
    after: attributes,
    wish: undefined,
  }));
  return pieces;
}

function ledger(draft: Delta, delegation: string): Ledger {
  const marks = new Set<unknown>([...runsOf(draft.ops as Op[])].map(({ attributes }) => attributes?.id));
  let fresh = 0;
  return {
    fresh: `${delegation}:fresh`,
    mayInsert: (change) => !change.endsWith(":9"),
    used: (change) => /:[ds]?[123]$/.test(change),
    taken: (id) => marks.has(id),
    freshMarkId: () => `fresh${++fresh}`,
  };
}

/** The draft after the update and its repair. */
function repaired(draft: Delta, pieces: Piece[], sender: Sender): Delta {
  const after = new Delta();
  for (const piece of pieces) {
    if (piece.kind === "kept" || piece.kind === "inserted") after.insert(piece.insert as string, piece.after);
  }
  return after.compose(repair(pieces, sender, ledger(draft, sender.delegation), { from: 0, atEnd: true }).delta);
}

const cases = (update: (draft: Delta) => fc.Arbitrary<Delta>) =>
  fc.tuple(
    draftArb.chain((draft) => fc.tuple(fc.constant(draft), update(draft))),
    fc.constantFrom(...DELEGATIONS),
    fc.nat(),
  );
const law = (
  name: string,
  update: (draft: Delta) => fc.Arbitrary<Delta>,
  check: (draft: Delta, update: Delta, w: string, salt: number) => void,
) =>
  test(name, () => {
    fc.assert(
      fc.property(cases(update), ([[draft, delta], w, salt]) => {
        coverage.see(draft, delta);
        check(draft, delta, w, salt);
      }),
      { numRuns: RUNS },
    );
  });
const show = (sequence: Delta) => canonicalSequence(sequence.ops as Op[]).ops;
const unseenBy = (salt: number) => (index: number) => ((index * 7919 + salt) >> 3) % 3 === 0;

law("[G1] with everything of the sender taken out, the draft is what it was", updateArb, (draft, update, w, salt) => {
  const after = repaired(draft, piecesOf(draft, update, unseenBy(salt)), { delegation: w, rights: "propose" });
  const of = (sequence: Delta) => show(without(w, runsOf(canonicalSequence(sequence.ops as Op[]).ops as Op[])));
  expect(of(after)).toEqual(of(draft));
  const original = (sequence: Delta) => comparable(draft, view(sequence, "original"));
  expect(original(after)).toEqual(original(draft));
});

law("[G1] an honest client's update needs no repair", editArb, (draft, edit, w) => {
  const tracked = track(draft, edit, authorOf(w, `${w}:honest`));
  const { delta, repairs, attempts } = repair(
    piecesOf(draft, tracked),
    { delegation: w, rights: "propose" },
    ledger(draft, w),
    { from: 0, atEnd: true },
  );
  expect([delta.ops, repairs, attempts]).toEqual([[], [], 0]);
});

law("[S10] nor does one of an honest client that edits directly", editArb, (draft, edit, w) => {
  let marks = 0;
  const written = direct(draft, edit, () => `n${++marks}`);
  const sender = { delegation: w, rights: "direct" } as const;
  const { delta, repairs, attempts } = repair(piecesOf(draft, written), sender, ledger(draft, w), {
    from: 0,
    atEnd: true,
  });
  expect([delta.ops, repairs, attempts]).toEqual([[], [], 0]);
});

law(
  "[G1] plain edits of a client that ignores the rules become its proposals: the final text is what it wrote",
  editArb,
  (draft, edit, w) => {
    const bare = new Delta((edit.ops as Op[]).map((op) => (op.retain === undefined ? op : { retain: op.retain })));
    const after = repaired(draft, piecesOf(draft, bare), { delegation: w, rights: "propose" });
    const written = draft.compose(bare);
    const lastGone = !plainText(written.ops as Op[]).endsWith(MARK);
    if (!lastGone)
      expect(plainText(view(after, "final").ops as Op[]).replace(/\n+$/, "")).toBe(
        plainText(view(written, "final").ops as Op[]).replace(/\n+$/, ""),
      );
  },
);

law(
  "[G3] on items that the sender had not seen, and on all else that is not its own, marks are taken back",
  updateArb,
  (draft, update, w, salt) => {
    const unseen = unseenBy(salt);
    const pieces = piecesOf(draft, update, unseen).filter(({ kind }) => kind === "kept" || kind === "deleted");
    const { fates } = repair(piecesOf(draft, update, unseen), { delegation: w, rights: "propose" }, ledger(draft, w), {
      from: 0,
      atEnd: true,
    });
    const settled = fates.filter((fate) => fate.kind === "kept" || fate.kind === "removed");
    expect(settled.length).toBe(pieces.length); // one for each, in order
    settled.forEach((fate, i) => {
      if (fate.kind !== "kept") return expect(fate.before?.ins).toMatch(new RegExp(`^${w}:`));
      if (pieces[i]!.kind === "kept" && unseen(i)) return expect(sameAttributes(fate.after, fate.before)).toBe(true);
      const own = typeof fate.before?.ins === "string" && delegationOf(fate.before.ins) === w;
      for (const key of new Set([...Object.keys(fate.before ?? {}), ...Object.keys(fate.after ?? {})])) {
        if (sameAttributes({ key: fate.before?.[key] ?? null }, { key: fate.after?.[key] ?? null })) continue;
        const k = parseKey(key);
        const ownMark = (k.kind === "del" || k.kind === "set") && k.delegation === w;
        expect(ownMark || (own && (k.kind === "format" || k.kind === "mark") && key !== "id"), key).toBe(true);
      }
    });
  },
);

for (const rights of ["propose", "direct"] as const) {
  law(
    `[G3] [S6] inserted text keeps its own ins and its properties, each where it may stand (${rights})`,
    updateArb,
    (draft, update, w) => {
      const pieces = piecesOf(draft, update);
      const { fates } = repair(pieces, { delegation: w, rights }, ledger(draft, w), { from: 0, atEnd: true });
      for (const fate of fates) {
        if (fate.kind !== "new") continue;
        for (const key in fate.after) {
          const kind = parseKey(key).kind;
          expect(["ins", "format", "mark"]).toContain(kind);
          expect(mayStandOn(key, fate.insert === MARK)).toBe(true);
          if (kind === "mark") expect(key).not.toBe("agreed");
        }
        const ins = fate.after?.ins;
        if (rights === "propose") expect(delegationOf(ins as string)).toBe(w);
        if (ins !== undefined && fate.insert !== MARK) expect(delegationOf(ins as string)).toBe(w);
      }
    },
  );

  law(
    `[S7] after every entry the draft ends in a mark, and no id stands twice (${rights})`,
    updateArb,
    (draft, update, w) => {
      const after = repaired(draft, piecesOf(draft, update), { delegation: w, rights });
      expect(plainText(after.ops as Op[]).endsWith(MARK)).toBe(true);
      const ids = [...runsOf(after.ops as Op[])]
        .filter(({ insert }) => insert === MARK)
        .map(({ attributes }) => attributes?.id);
      expect(new Set(ids).size).toBe(ids.length);
    },
  );
}

law(
  "[G2] a deletion or setting never goes under an id that an earlier entry used, nor text under one that is spent",
  updateArb,
  (draft, update, w) => {
    const { fates } = repair(piecesOf(draft, update), { delegation: w, rights: "propose" }, ledger(draft, w), {
      from: 0,
      atEnd: true,
    });
    for (const fate of fates) {
      if (fate.kind === "new") expect(fate.after?.ins).not.toMatch(/:9$/);
      if (fate.kind !== "kept") continue;
      for (const key in fate.after) {
        const k = parseKey(key);
        if ((k.kind !== "del" && k.kind !== "set") || k.delegation !== w) continue;
        const value = fate.after[key];
        if (value === null || sameValue(fate.before?.[key], value)) continue;
        expect(k.kind === "del" ? value : (value as Setting).change).not.toMatch(/:[ds]?[123]$/);
      }
    }
  },
);

law(
  "[S10] one who edits directly deletes adopted text and his own, and stranded text keeps a paragraph",
  updateArb,
  (draft, update, w) => {
    const after = repaired(draft, piecesOf(draft, update), { delegation: w, rights: "direct" });
    const pendingOfOthers = (sequence: Delta) =>
      show(
        without(
          w,
          [...runsOf(sequence.ops as Op[])].filter(
            ({ insert, attributes }) => insert !== MARK && attributes?.ins !== undefined,
          ),
        ),
      );
    expect(pendingOfOthers(after)).toEqual(pendingOfOthers(draft));
    const before = numbered(draft);
    expect(slid(before, repaired(before, piecesOf(before, update), { delegation: w, rights: "direct" }))).toBe("");
  },
);

test("the updates were hard enough", () => coverage.assert());
