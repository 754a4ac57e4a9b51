/** Random drafts and edits for the laws, and the count that proves they met the hard cases. */
import fc from "fast-check";
import {
  type Attributes,
  Delta,
  type Insert,
  MARK,
  type Op,
  canonicalSequence,
  joined,
  runsOf,
  settingKey,
} from "../../schema/index.ts";
import type { Author } from "../../src/revision/index.ts";

export const DELEGATIONS = ["F", "USA", "RCC"] as const;
export const RUNS = Number(process.env.FUZZ ?? 1000);

const change = (delegation: string) => fc.integer({ min: 1, max: 3 }).map((n) => `${delegation}:${n}`);
const maybe = <T>(arb: fc.Arbitrary<T>) => fc.option(arb, { nil: undefined, freq: 2 }); // half of the cases are without

function attributesArb(onMark: boolean): fc.Arbitrary<Attributes> {
  const setting = fc.record({
    delegation: fc.constantFrom(...DELEGATIONS),
    n: fc.integer({ min: 1, max: 3 }),
    value: onMark ? fc.constantFrom<number | null>(0, 1, 2, null) : fc.constantFrom<boolean | null>(true, null),
  });
  return fc
    .record({
      ins: maybe(fc.constantFrom(...DELEGATIONS).chain(change)),
      dels: fc.subarray([...DELEGATIONS]).chain((list) => fc.tuple(...list.map(change))),
      hasDels: fc.boolean(),
      sets: maybe(fc.uniqueArray(setting, { selector: ({ delegation }) => delegation, minLength: 1, maxLength: 2 })),
      plain: fc.boolean(),
    })
    .map(({ ins, dels, hasDels, sets, plain }) => {
      const result: Attributes = {};
      if (ins !== undefined) result.ins = ins;
      const owner = ins?.split(":")[0];
      if (hasDels) {
        for (const id of dels as string[]) {
          const delegation = id.split(":")[0]!;
          if (delegation !== owner) result[`del:${delegation}`] = `${delegation}:d${id.split(":")[1]}`;
        }
      }
      for (const { delegation, n, value } of sets ?? [])
        if (delegation !== owner)
          result[settingKey(delegation, onMark ? "level" : "em")] = { change: `${delegation}:s${n}`, value };
      if (plain) result[onMark ? "level" : "em"] = onMark ? 1 : true;
      return result;
    });
}

const textArb = fc.tuple(fc.constantFrom("a", "b", "cc", "ddd", "e f", "😀"), attributesArb(false));
const embedArb = fc.tuple(fc.constantFrom({ ref: "p1" }, { break: true }), attributesArb(false));
const markArb = fc.tuple(fc.constant(MARK), attributesArb(true));

/** A valid draft: any mixture of marked text, objects and paragraphs that ends in a paragraph mark. */
export const draftArb: fc.Arbitrary<Delta> = fc
  .tuple(
    fc.array(
      fc.oneof(
        { weight: 5, arbitrary: textArb },
        { weight: 2, arbitrary: markArb },
        { weight: 1, arbitrary: embedArb },
      ) as fc.Arbitrary<[Insert, Attributes]>,
      { maxLength: 12 },
    ),
    markArb as fc.Arbitrary<[Insert, Attributes]>,
  )
  .map(([items, last]) => {
    let marks = 0;
    return joined(
      [...items, last].map(([insert, attributes]) => ({
        insert,
        attributes: insert === MARK ? { ...attributes, id: `p${++marks}`, role: "item" } : attributes,
      })),
    );
  });

interface Step {
  skip: number;
  act: "delete" | "insert" | "break" | "set" | "replace" | "paragraph";
  n: number;
}
const stepArb: fc.Arbitrary<Step> = fc.record({
  skip: fc.integer({ min: 0, max: 8 }),
  act: fc.constantFrom("delete", "insert", "break", "set", "replace", "paragraph"),
  n: fc.integer({ min: 1, max: 6 }),
});

/** An edit of a draft as a person makes it: never a cut through a surrogate pair. `last` reaches for the draft's end. */
export const editArb = (draft: Delta): fc.Arbitrary<Delta> =>
  fc.tuple(fc.array(stepArb, { minLength: 1, maxLength: 4 }), fc.integer({ min: 0, max: 4 })).map(([steps, last]) => {
    const units = [...runsOf(draft.ops as Op[])].flatMap(({ insert }) =>
      typeof insert === "string"
        ? [...insert].map((text) => ({ text, length: text.length }))
        : [{ text: "", length: 1 }],
    );
    const edit = new Delta();
    let at = 0;
    const take = (n: number, op: "retain" | "delete", attributes?: (mark: boolean) => Attributes) => {
      for (let i = 0; i < n && at < units.length; i++, at++) {
        const { text, length } = units[at]!;
        if (op === "delete") edit.delete(length);
        else edit.retain(length, attributes?.(text === MARK));
      }
    };
    steps.forEach(({ skip, act, n }, i) => {
      const toEnd = last === 0 && i === steps.length - 1;
      take(toEnd ? Math.max(0, units.length - at - n) : skip, "retain");
      if (at === units.length) return; // behind the last mark nobody can type
      if (act === "insert" || act === "replace") edit.insert("x".repeat(n));
      if (act === "break" || act === "paragraph") edit.insert(MARK, { role: "item", level: n % 3 });
      if (act === "delete" || act === "replace" || act === "paragraph") take(n, "delete");
      if (act === "set") take(n, "retain", (mark) => (mark ? { level: n % 3 } : { em: n % 2 === 0 ? true : null }));
    });
    return edit.chop();
  });

/**
 * A view of a draft, for comparison with the same view of the draft after an edit. Where the draft's last mark is itself
 * pending, it may only stand in for the end of the view (S7): then it counts that there is a mark, not which.
 */
export const comparable = (draft: Delta, seen: Delta): Delta => {
  const ops = canonicalSequence(seen.ops as Op[]).ops as Op[];
  if (draft.ops.at(-1)!.attributes?.ins === undefined) return new Delta(ops as Delta["ops"]);
  const { insert, attributes } = ops.at(-1)!;
  return new Delta(ops.slice(0, -1) as Delta["ops"]).insert((insert as string).slice(0, -1), attributes).insert(MARK);
};

export const authorOf = (delegation: string, change = `${delegation}:new`): Author => {
  let marks = 0;
  return { delegation, change, owns: (id) => id.startsWith(`${delegation}:`), markId: () => `n${++marks}` };
};

/** Counts how many cases met each hard situation, and says which share is missing. */
export class Coverage {
  private cases = 0;
  private readonly met = { insertions: 0, settings: 0, twoDelegations: 0, crossesMark: 0, touchesLast: 0 };

  see(draft: Delta, edit?: Delta): void {
    this.cases++;
    const keys = (draft.ops as Op[]).flatMap(({ attributes }) => Object.keys(attributes ?? {}));
    if (keys.includes("ins")) this.met.insertions++;
    if (keys.some((key) => key.startsWith("set:"))) this.met.settings++;
    const two = (draft.ops as Op[]).some(({ attributes }) => {
      const delegations = new Set<string>();
      for (const key in attributes) {
        if (key === "ins") delegations.add((attributes.ins as string).split(":")[0]!);
        else if (/^(del|set):/.test(key)) delegations.add(key.split(":")[1]!);
      }
      return delegations.size > 1;
    });
    if (two) this.met.twoDelegations++;
    if (edit === undefined) return;
    let at = 0;
    let crosses = false;
    let last = false;
    const length = draft.length();
    const text = [...runsOf(draft.ops as Op[])]
      .map(({ insert }) => (typeof insert === "string" ? insert : "\uFFFC"))
      .join("");
    for (const op of edit.ops as Op[]) {
      if (typeof op.insert === "string") crosses ||= op.insert.includes(MARK);
      const n = op.delete ?? (typeof op.retain === "number" ? op.retain : 0);
      if (op.delete !== undefined || op.attributes !== undefined) {
        crosses ||= text.slice(at, at + n).includes(MARK);
        last ||= n > 0 && at + n === length;
      }
      at += n;
    }
    if (crosses) this.met.crossesMark++;
    if (last) this.met.touchesLast++;
  }

  /** Throws when the cases were too easy to prove anything. */
  assert(wanted: Partial<typeof this.met> = {}): void {
    const shares = {
      insertions: 0.5,
      settings: 0.5,
      twoDelegations: 0.3,
      crossesMark: 0.3,
      touchesLast: 0.1,
      ...wanted,
    };
    for (const [name, least] of Object.entries(shares)) {
      const share = this.met[name as keyof typeof this.met] / this.cases;
      if (!(share >= least))
        throw new Error(
          `coverage: ${name} in ${(share * 100).toFixed(1)} % of ${this.cases} cases, wanted ${least * 100} %`,
        );
    }
  }

  toString(): string {
    return `${this.cases} cases: ${Object.entries(this.met)
      .map(([k, n]) => `${k} ${((n / this.cases) * 100).toFixed(0)} %`)
      .join(", ")}`;
  }
}
