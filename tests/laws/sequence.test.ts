/** The laws S1–S7 and S10 of the sequence's algebra, on random drafts and edits. */
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import {
  type Attributes,
  Delta,
  MARK,
  type Op,
  canonicalSequence,
  delegationOf,
  isRevisionKey,
  itemsOf,
  plainText,
  runsOf,
  view,
} from "../../schema/index.ts";
import { type Verdicts, decide, direct, revisions, track } from "../../src/revision/index.ts";
import { readJson, writeJson } from "../../src/formats/index.ts";
import { applied, deletesOwnLast } from "./applied.ts";
import { Coverage, DELEGATIONS, RUNS, authorOf, comparable, draftArb, editArb } from "./generators.ts";
import { numbered, slid } from "./paragraphs.ts";

const coverage = new Coverage();
const ofDecisions = new Coverage();
const cases = fc.tuple(
  draftArb.chain((draft) => fc.tuple(fc.constant(draft), editArb(draft))),
  fc.constantFrom(...DELEGATIONS),
);
const law = (name: string, check: (draft: Delta, edit: Delta, delegation: string) => void) =>
  test(name, () => {
    fc.assert(
      fc.property(cases, ([[draft, edit], delegation]) => {
        coverage.see(draft, edit);
        check(draft, edit, delegation);
      }),
      { numRuns: RUNS },
    );
  });
const show = (sequence: Delta) => canonicalSequence(sequence.ops as Op[]).ops;
const withoutIds = (sequence: Delta) =>
  canonicalSequence(
    (sequence.ops as Op[]).map((op) =>
      op.attributes === undefined ? op : { ...op, attributes: { ...op.attributes, id: null } },
    ),
  );

afterAll(() => {
  console.log(`edits: ${coverage}`);
  console.log(`decisions: ${ofDecisions}`);
});

describe("tracking", () => {
  law("[S1] a tracked edit never touches the adopted text", (draft, edit, w) => {
    const tracked = draft.compose(track(draft, edit, authorOf(w)));
    const original = (sequence: Delta) => comparable(draft, view(sequence, "original"));
    expect(original(tracked)).toEqual(original(draft));
  });

  law("[S2] what you typed is what you would get", (draft, edit, w) => {
    const tracked = draft.compose(track(draft, edit, authorOf(w)));
    const wanted = applied(draft, edit, w);
    // One's own mark at the draft's end, struck, stays where it ends text (S7): of a paragraph that may be empty in the final.
    if (deletesOwnLast(draft, edit, w)) {
      const text = (sequence: Delta) => plainText(view(sequence, "final").ops as Op[]).replace(/\n+$/, "");
      return expect(text(tracked)).toBe(text(wanted));
    }
    const final = (sequence: Delta) => comparable(draft, withoutIds(view(sequence, "final")));
    expect(final(tracked)).toEqual(final(wanted));
  });

  law("[S3] one's own pending insertion is removed, another's gets a proposal to delete it", (draft, edit, w) => {
    const fates = new Map<string, number>();
    const tracked = draft.compose(track(draft, edit, authorOf(w)));
    const count = (sequence: Delta, sign: number) => {
      for (const { attributes } of itemsOf(sequence.ops as Op[])) {
        if (typeof attributes?.ins !== "string") continue;
        const owner = delegationOf(attributes.ins);
        if (owner !== w) fates.set(owner, (fates.get(owner) ?? 0) + sign);
      }
    };
    count(draft, 1);
    count(tracked, -1);
    for (const rest of fates.values()) expect(rest).toBe(0); // nothing of another delegation is gone
    const ownDeleted = [...itemsOf(tracked.ops as Op[])].some(
      ({ attributes }) =>
        typeof attributes?.ins === "string" &&
        delegationOf(attributes.ins) === w &&
        attributes[`del:${w}`] !== undefined,
    );
    expect(ownDeleted).toBe(false);
  });

  law("[S6] inserted text has exactly the attributes that it was given", (draft, edit, w) => {
    const plain = (edit.ops as Op[]).filter((op) => op.insert !== undefined);
    const inserted = (track(draft, edit, authorOf(w)).ops as Op[]).filter((op) => op.insert !== undefined);
    const bare = (ops: Op[]) => [...itemsOf(ops)].map(({ insert, attributes }) => [insert, properties(attributes)]);
    expect(bare(inserted)).toEqual(bare(plain));
    for (const { attributes } of inserted) {
      expect(delegationOf(attributes!.ins as string)).toBe(w);
      expect(Object.keys(attributes!).filter(isRevisionKey)).toEqual(["ins"]);
    }
  });

  law(
    "[S9] attributes that this version does not know stay where they are, whatever is proposed, decided or saved",
    (draft, edit, w) => {
      const later = new Delta(
        (draft.ops as Op[]).map((op, i) =>
          i % 2 === 0 ? { ...op, attributes: { ...op.attributes, "x-later": i } } : op,
        ),
      );
      const tracked = later.compose(track(later, edit, authorOf(w)));
      const adopted = comparable(draft, view(later, "original"));
      expect(comparable(draft, view(tracked, "original"))).toEqual(adopted);
      const verdicts: Verdicts = Object.fromEntries([...revisions(tracked).keys()].map((id) => [id, "reject"]));
      expect(comparable(draft, tracked.compose(decide(tracked, verdicts).delta))).toEqual(adopted);
      const file = {
        format: "plenary-draft",
        version: 1,
        profile: "itu",
        lang: "en",
        ops: tracked.ops as Op[],
        changes: {},
        comments: {},
      } as const;
      const read = readJson(writeJson(file));
      expect(read.ok && show(new Delta(read.draft.ops as Delta["ops"]))).toEqual(show(tracked));
    },
  );

  law("[S10] a direct edit deletes adopted items only, and pending text keeps a paragraph", (draft, edit) => {
    let ids = 0;
    const after = draft.compose(direct(draft, edit, () => `n${++ids}`));
    const pending = (sequence: Delta) =>
      [...itemsOf(sequence.ops as Op[])].filter(
        ({ insert, attributes }) => attributes?.ins !== undefined && insert !== MARK,
      );
    expect(pending(after)).toEqual(pending(draft));
    const marks = (sequence: Delta) =>
      [...runsOf(sequence.ops as Op[])].filter((run) => run.insert === MARK && run.attributes?.ins !== undefined);
    expect(marks(after).length).toBeGreaterThanOrEqual(marks(draft).length);
    const before = numbered(draft);
    expect(slid(before, before.compose(direct(before, edit, () => `n${++ids}`)))).toBe("");
  });

  law("[S7] a draft ends in a mark, however it was edited", (draft, edit, w) => {
    for (const change of [track(draft, edit, authorOf(w)), direct(draft, edit, () => "n")])
      expect(plainText(draft.compose(change).ops as Op[]).endsWith(MARK)).toBe(true);
  });

  test("the edits were hard enough", () => coverage.assert());
});

describe("deciding", () => {
  const wordsOf = (sequence: Delta) =>
    canonicalSequence([...runsOf(sequence.ops as Op[])].filter(({ insert }) => insert !== MARK)).ops;
  const textOf = (sequence: Delta) => plainText(wordsOf(sequence) as Op[]);
  /** Whether two delegations propose to set one attribute of an item: then what was accepted last is in force (S4). */
  const isContested = (sequence: Delta) =>
    (sequence.ops as Op[]).some(
      ({ attributes }) => Object.keys(attributes ?? {}).filter((key) => key.startsWith("set:")).length > 1,
    );
  const decided = (
    name: string,
    check: (draft: Delta, choose: fc.Arbitrary<boolean>, sample: (n: number) => number[]) => void,
  ) =>
    test(name, () => {
      fc.assert(
        fc.property(draftArb, fc.infiniteStream(fc.nat({ max: 1000 })), (draft, stream) => {
          ofDecisions.see(draft);
          check(draft, fc.boolean(), (n) => [...stream.take(n)]);
        }),
        { numRuns: RUNS },
      );
    });

  decided("[S4] accepting all is the final, rejecting all the original", (draft) => {
    const all = (verdict: "accept" | "reject"): Verdicts =>
      Object.fromEntries([...revisions(draft).keys()].map((id) => [id, verdict]));
    expect(show(draft.compose(decide(draft, all("accept")).delta))).toEqual(show(view(draft, "final")));
    expect(show(draft.compose(decide(draft, all("reject")).delta))).toEqual(show(view(draft, "original")));
    expect(decide(draft, all("accept")).dependants).toEqual([]);
  });

  decided(
    "[S4] deciding a set is the view of that set, one by one in any order the same text",
    (draft, _choose, sample) => {
      const ids = [...revisions(draft).keys()];
      const bits = sample(ids.length);
      const verdicts: Verdicts = Object.fromEntries(ids.map((id, i) => [id, bits[i]! % 2 === 0 ? "accept" : "reject"]));
      const expected = view(draft, (id) => verdicts[id] === "accept");
      expect(show(draft.compose(decide(draft, verdicts).delta))).toEqual(show(expected));

      const order = ids.map((id, i) => [sample(ids.length)[i]!, id] as const).sort(([a], [b]) => a - b);
      let current = draft;
      let excepted = false;
      for (const [, id] of order) {
        const { delta, dependants } = decide(current, { [id]: verdicts[id]! });
        const lastMark = (sequence: Delta) => (sequence.ops as Op[]).at(-1)!.attributes;
        const verdictOnLast = Object.entries(lastMark(current) ?? {}).some(
          ([key, value]) => value === id && (key === "ins" ? verdicts[id] === "reject" : verdicts[id] === "accept"),
        );
        current = current.compose(delta);
        // Stranded text keeps a paragraph (S5), and so does text before the draft's last mark, which goes only when what
        // stands before it ends in a mark (S7): taken one by one, either leaves a mark that taken together would go.
        excepted ||= dependants.some(({ effect }) => effect === "stranded");
        excepted ||= verdictOnLast && lastMark(current)?.id !== undefined;
      }
      const words = isContested(draft) ? textOf : wordsOf;
      expect(words(current)).toEqual(words(expected));
      if (excepted) return;
      expect(plainText(current.ops as Op[])).toBe(plainText(expected.ops as Op[]));
      expect([...revisions(current).keys()]).toEqual([]);
    },
  );

  decided(
    "[S5] what a decision takes along or strands is named, and nothing else pending is lost",
    (draft, _choose, sample) => {
      const ids = [...revisions(draft).keys()];
      const bits = sample(ids.length);
      const verdicts: Verdicts = Object.fromEntries(
        ids
          .map((id, i) => [id, bits[i]! % 3] as const)
          .flatMap(([id, bit]) => (bit === 2 ? [] : [[id, bit === 0 ? "accept" : "reject"]])),
      );
      const { delta, dependants } = decide(draft, verdicts);
      const after = draft.compose(delta);
      const named = new Map(
        dependants.filter(({ effect }) => effect === "removed").map(({ change, text }) => [change, text]),
      );
      for (const id of ids.filter((id) => verdicts[id] === undefined)) {
        const text = (sequence: Delta) =>
          (sequence.ops as Op[])
            .filter((op) => op.attributes?.ins === id)
            .map((op) => (typeof op.insert === "string" ? op.insert : "\uFFFC"))
            .join("");
        const lost = text(draft).replaceAll(MARK, "").length - text(after).replaceAll(MARK, "").length;
        expect(lost).toBe((named.get(id) ?? "").replaceAll(MARK, "").length);
      }
      expect((after.ops as Op[]).at(-1)?.insert).toSatisfy((insert: string) => insert.endsWith(MARK));
      const before = numbered(draft);
      expect(slid(before, before.compose(decide(before, verdicts).delta))).toBe("");
    },
  );

  decided("[S7] every view and every decision ends in a mark", (draft, _choose, sample) => {
    const pick = sample(1)[0]!;
    for (const as of ["original", "final", (id: string) => (id.charCodeAt(id.length - 1) + pick) % 2 === 0] as const) {
      const text = plainText(view(draft, as).ops as Op[]);
      expect(text.endsWith(MARK)).toBe(true);
    }
  });

  test("the drafts were hard enough", () => ofDecisions.assert({ crossesMark: 0, touchesLast: 0 }));
});

/** The properties that a person's edit can give, keys in order. */
function properties(attributes: Attributes | undefined): Attributes {
  return Object.fromEntries(
    Object.entries(attributes ?? {})
      .filter(([key]) => !isRevisionKey(key) && key !== "id")
      .sort(),
  );
}
