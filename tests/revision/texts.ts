/** Texts to compare: of words of several scripts with objects among them, and what revisions make of them. */
import fc from "fast-check";
import {
  type Attributes,
  Delta,
  type Insert,
  MARK,
  type Op,
  footnoteOf,
  missingReferences,
  runsOf,
  view,
} from "../../schema/index.ts";
import { draftArb, editArb } from "../laws/generators.ts";

/** Words of several scripts; formatted, unknown to this version, or objects. */
const wordArb = fc.constantFrom(
  "to",
  "review",
  "the",
  "a",
  "ITU’s",
  "审议活动",
  "โลก",
  "مؤتمر",
  "e\u0301",
  "🇫🇷",
  "👩‍👩‍👧",
  ";",
);
const itemArb: fc.Arbitrary<[Insert, Attributes?]> = fc.oneof(
  { weight: 12, arbitrary: wordArb.map((word): [Insert] => [`${word} `]) },
  { weight: 2, arbitrary: wordArb.map((word): [Insert] => [word]) },
  { weight: 2, arbitrary: wordArb.map((word): [Insert, Attributes] => [word, { em: true }]) },
  { weight: 1, arbitrary: fc.constantFrom<[Insert, Attributes]>(["old ", { "x-old": 1 }], ["é", { em: "odd" }]) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<[Insert]>(
      [{ ref: "p1" }],
      [{ footnote: "f1" }],
      [{ footnote: "f2" }],
      [{ chart: { a: 1 } }],
    ),
  },
);
interface Paragraph {
  items: [Insert, Attributes?][];
  mark: Attributes;
}
const markArb: fc.Arbitrary<Attributes> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ role: fc.constantFrom("item", "call"), level: fc.constantFrom(0, 1) }) },
  { weight: 1, arbitrary: fc.constantFrom<Attributes>({ role: "item", "x-old": 1 }, { role: "odd" }, { level: 9 }) },
);
export const paragraphArb: fc.Arbitrary<Paragraph> = fc.record({
  items: fc.array(itemArb, { maxLength: 9 }),
  mark: markArb,
});
export const textArb = fc.array(paragraphArb, { minLength: 1, maxLength: 6 });

export function sequenceOf(list: readonly Paragraph[]): Delta {
  const result = new Delta();
  list.forEach(({ items, mark }, i) => {
    for (const [insert, attributes] of items) result.insert(insert as string, attributes);
    result.insert(MARK, { id: `p${i + 1}`, ...mark });
  });
  return result;
}

type Revision =
  | { act: "move"; from: number; count: number; to: number }
  | { act: "split" | "join" | "delete"; at: number; n: number }
  | { act: "mark"; at: number; mark: Attributes }
  | { act: "item"; at: number; n: number; items: [Insert, Attributes?][] }
  | { act: "insert"; at: number; paragraph: Paragraph };
const small = fc.nat({ max: 9 });
const revisionArb: fc.Arbitrary<Revision> = fc.oneof(
  fc.record({ act: fc.constant("move" as const), from: small, count: fc.integer({ min: 1, max: 3 }), to: small }),
  fc.record({ act: fc.constantFrom("split" as const, "join" as const, "delete" as const), at: small, n: small }),
  fc.record({ act: fc.constant("mark" as const), at: small, mark: markArb }),
  fc.record({ act: fc.constant("item" as const), at: small, n: small, items: fc.array(itemArb, { maxLength: 2 }) }),
  fc.record({ act: fc.constant("insert" as const), at: small, paragraph: paragraphArb }),
);

function revised(text: readonly Paragraph[], revision: Revision): Paragraph[] {
  const list = [...text];
  const place = (n: number) => n % list.length;
  switch (revision.act) {
    case "move": {
      const moved = list.splice(place(revision.from), revision.count);
      list.splice(list.length === 0 ? 0 : place(revision.to), 0, ...moved);
      break;
    }
    case "split": {
      const { items, mark } = list[place(revision.at)]!;
      const halves = [items.slice(0, revision.n), items.slice(revision.n)].map((half) => ({ items: half, mark }));
      list.splice(place(revision.at), 1, ...halves);
      break;
    }
    case "join": {
      const [first, second] = list.splice(place(revision.at), 2);
      list.splice(revision.at % (list.length + 1), 0, {
        items: [...first!.items, ...(second?.items ?? [])],
        mark: (second ?? first!).mark,
      });
      break;
    }
    case "delete":
      if (list.length > 1) list.splice(place(revision.at), 1);
      break;
    case "mark":
      list[place(revision.at)] = { ...list[place(revision.at)]!, mark: revision.mark };
      break;
    case "item": {
      const { items, mark } = list[place(revision.at)]!;
      list[place(revision.at)] = { items: items.toSpliced(revision.n, 1, ...revision.items), mark };
      break;
    }
    case "insert":
      list.splice(place(revision.at), 0, revision.paragraph);
  }
  return list;
}

/**
 * The text with footnotes that are whole: each object has an id of its own, numbered from the start as readers of documents
 * do, and its paragraph at the end, `turn` places from where it would be in the order of the objects.
 */
function noted(sequence: Delta, turn: number): Delta {
  const result = new Delta();
  const notes: [text: string, id: string][] = [];
  for (const { insert, attributes } of runsOf(sequence.ops as Op[])) {
    const footnote = footnoteOf(insert);
    const id = `n${notes.length + 1}`;
    if (footnote !== null) notes.push([`the text of ${footnote}`, id]);
    result.insert((footnote === null ? insert : { footnote: id }) as string, attributes);
  }
  const at = notes.length === 0 ? 0 : turn % notes.length;
  for (const [text, id] of [...notes.slice(at), ...notes.slice(0, at)])
    result.insert(text).insert(MARK, { id, role: "footnote" });
  return result;
}

/** A text, and what revisions make of it. */
const revisedArb = fc
  .tuple(textArb, fc.array(revisionArb, { minLength: 1, maxLength: 4 }))
  .map(([text, steps]): [Delta, Delta] => [sequenceOf(text), sequenceOf(steps.reduce(revised, text))]);

/** The same with footnotes that are whole. */
export const notedPairArb: fc.Arbitrary<[Delta, Delta]> = fc
  .tuple(revisedArb, fc.constantFrom(0, 0, 1), fc.constantFrom(0, 0, 1, 2))
  .map(([[old, next], a, b]) => [noted(old, a), noted(next, b)]);

/** A text, and what revisions make of it, or quite another one. */
export const pairArb: fc.Arbitrary<[Delta, Delta]> = fc.oneof(
  { weight: 4, arbitrary: revisedArb },
  { weight: 3, arbitrary: notedPairArb },
  { weight: 1, arbitrary: fc.tuple(textArb.map(sequenceOf), textArb.map(sequenceOf)) },
  {
    weight: 2,
    arbitrary: draftArb.chain((draft) => {
      const old = view(draft, "final");
      return fc.tuple(
        fc.constant(old),
        editArb(old).map((edit) => withoutMissing(closed(old.compose(edit)))),
      );
    }),
  },
);

/** A text without references that lead nowhere: where it has other ids than the old one, they may lead somewhere there. */
const withoutMissing = (sequence: Delta): Delta => {
  const missing = missingReferences(sequence, "final").map(({ from }) => from);
  return missing.reduceRight((text, at) => text.compose(new Delta().retain(at).delete(1)), sequence);
};

/** A sequence that ends in a mark, whatever an edit did to the last one. */
function closed(sequence: Delta): Delta {
  const last = sequence.ops.at(-1)?.insert;
  return typeof last === "string" && last.endsWith(MARK)
    ? sequence
    : new Delta(sequence.ops).insert(MARK, { id: "end", role: "item" });
}
