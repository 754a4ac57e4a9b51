/** Labels that stay true to paper: provisional and pinned numbering, in every view. */
import { describe, expect, test } from "vitest";
import {
  type Delta,
  type Labelling,
  MARK,
  type Numbering,
  PLAIN_LABELLING,
  SPELLINGS,
  type View,
  faultOfNumbering,
  labelsOf,
  labelsToPin,
} from "../../schema/index.ts";
import { call, del, draft, ins, item, labels as shown, mark, para, sub } from "./draft.ts";

const PROVISIONAL = { policy: "provisional", spelling: "b) bis" } as const;
const by = (numbering: Numbering): Labelling => ({ ...PLAIN_LABELLING, numbering });
const labels = (sequence: Delta, view: Exclude<View, "redline"> = "final", numbering: Numbering = PROVISIONAL) =>
  labelsOf(sequence, view, by(numbering))
    .map((label) => label ?? "·")
    .join(" ");
const pairs = (sequence: Delta, numbering: Numbering = PROVISIONAL) => shown(sequence, by(numbering));

const one = () => item("that one");
const added = (change = "USA:1", more = {}) => item(ins(change, "that new"), mark({ ins: change, ...more }));
const gone = (change = "F:1", more = {}) => item(del(change, "that old"), mark({ "del:F": change, ...more }));

describe("provisional: what stands in the original keeps its label", () => {
  test("items between two get the label of the item before with bis, ter, quater", () => {
    const sequence = draft(call("noting"), one(), added(), added(), added(), one());
    expect(labels(sequence)).toBe("· a) a) bis a) ter a) quater b)");
    expect(labels(sequence, "original")).toBe("· a) b)");
    expect(pairs(sequence)).toEqual(["", "a)", "+a) bis", "+a) ter", "+a) quater", "b)"]);
  });

  test("in the operative part, and below an item", () => {
    expect(labels(draft(call("resolves"), one(), added(), one()))).toBe("· 1 1 bis 2");
    const below = draft(
      call("resolves"),
      item("to:"),
      sub("x"),
      sub(ins("F:2", "y"), mark({ ins: "F:2" })),
      sub("z"),
      one(),
    );
    expect(labels(below)).toBe("· 1 i) i) bis ii) 2");
  });

  test("what comes behind the last has the next number", () => {
    expect(labels(draft(call("noting"), one(), one(), added(), added()))).toBe("· a) b) c) d)");
  });

  test("what comes before the first is -a), then -a) bis", () => {
    expect(labels(draft(call("noting"), added(), added(), one(), one()))).toBe("· -a) -a) bis a) b)");
    expect(labels(draft(call("resolves"), added(), one(), one()))).toBe("· -1 1 2");
  });

  test("an item that is gone leaves a gap, and its label is not given again", () => {
    const middle = draft(call("noting"), one(), gone(), one());
    expect(pairs(middle)).toEqual(["", "a)", "-b)", "c)"]);
    const last = draft(call("noting"), one(), gone(), added());
    expect(labels(last)).toBe("· a) c)");
    const instead = draft(call("noting"), one(), gone(), added(), one());
    expect(labels(instead)).toBe("· a) b) bis c)");
  });

  test("an item that goes with those below it takes their labels along", () => {
    const sequence = draft(
      call("resolves"),
      item("to:"),
      sub("x"),
      gone(),
      sub(del("F:1", "y"), mark({ "del:F": "F:1" })),
      sub(ins("F:2", "z"), mark({ ins: "F:2" })),
      one(),
    );
    expect(labels(sequence)).toBe("· 1 i) ii) 3");
  });

  test("the only item of a section, beside a second one, gets the label that it would have had", () => {
    const behind = draft(call("resolves"), one(), added());
    expect(pairs(behind)).toEqual(["", "+1", "+2"]);
    expect(labels(draft(call("resolves"), added(), one()))).toBe("· -1 1");
    expect(labels(draft(call("resolves"), one()))).toBe("· ·");
  });

  test("one of two keeps its label when the other goes; a new one alone has none", () => {
    expect(pairs(draft(call("noting"), one(), gone()))).toEqual(["", "a)", "-b)"]);
    expect(labels(draft(call("noting"), gone(), gone(), added()))).toBe("· ·");
  });

  test("a section that is new is numbered as it would be", () => {
    const sequence = draft(
      call("noting"),
      one(),
      one(),
      call(ins("F:2", "aware"), mark({ ins: "F:2" })),
      added(),
      added(),
    );
    expect(labels(sequence)).toBe("· a) b) · a) b)");
  });

  test("a call that comes between leaves labels as they are", () => {
    const sequence = draft(call("noting"), one(), one(), call(ins("F:2", "aware"), mark({ ins: "F:2" })), one(), one());
    expect(pairs(sequence)).toEqual(["", "a)", "b)", "", "c)", "d)"]);
  });

  test("a call that goes: labels that are taken already become new ones", () => {
    const sequence = draft(
      call("noting"),
      one(),
      one(),
      call(del("F:2", "aware"), mark({ "del:F": "F:2" })),
      one(),
      one(),
      one(),
    );
    expect(labels(sequence)).toBe("· a) b) b) bis b) ter c)");
  });

  test("a call reworded from preamble to operative relabels its items", () => {
    const sequence = draft(call(del("F:1", "noting"), ins("F:1", "resolves")), one(), one());
    expect(pairs(sequence)).toEqual(["", "a)→1", "b)→2"]);
  });

  test("a split leaves the label in front, and the second half is new", () => {
    const broken = ins("USA:1", MARK, { id: "new", role: "item" });
    expect(pairs(draft(call("noting"), item("one ", broken, "half"), one()))).toEqual(["", "a)", "+a) bis", "b)"]);
    const before = draft(call("noting"), item(broken, "one"), one());
    expect(labels(before)).toBe("· -a) a) b)");
  });

  test("a join strikes the label of the second", () => {
    const joined = draft(call("noting"), item("one", mark({ "del:F": "F:1" })), item("two"), item("three"));
    expect(pairs(joined)).toEqual(["", "a)", "-b)", "c)"]);
  });

  test("words typed over an item, and before it, leave its label", () => {
    expect(pairs(draft(call("noting"), item(del("F:1", "one"), ins("F:1", "two")), one()))).toEqual(["", "a)", "b)"]);
    expect(pairs(draft(call("noting"), item(ins("F:1", "even "), "one"), one()))).toEqual(["", "a)", "b)"]);
  });

  test("an item that moves to another level is new there and leaves a gap", () => {
    const level = { "set:F:level": { change: "F:1", value: 1 } };
    const sequence = draft(call("noting"), one(), item("two", mark(level)), one());
    expect(pairs(sequence)).toEqual(["", "a)", "b)→i)", "c)"]);
  });

  test("labels on marks stay and are not given to others", () => {
    const sequence = draft(call("resolves"), one(), added(), item("x", mark({ label: "1 bis" })), one());
    expect(labels(sequence)).toBe("· 1 1 ter 1 bis 2");
    expect(labels(draft(call("aware"), one(), item("x", mark({ label: "§", level: 1 })), one()))).toBe("· a) § b)");
  });

  test("any chosen subset of changes has its labels", () => {
    const sequence = draft(call("noting"), one(), added("USA:1"), added("F:2"), gone("F:3"), one());
    const chosen = (...changes: string[]) => labels(sequence, (change) => changes.includes(change));
    expect(chosen()).toBe("· a) b) c)");
    expect(chosen("USA:1")).toBe("· a) a) bis b) c)");
    expect(chosen("F:2")).toBe("· a) a) bis b) c)");
    expect(chosen("USA:1", "F:2", "F:3")).toBe("· a) a) bis a) ter c)");
    expect(chosen("F:3")).toBe("· a) c)");
  });

  test("a draft whose last mark is proposed", () => {
    const sequence = draft(call("noting"), one(), item("half", mark({ ins: "F:1" })));
    expect(labels(sequence)).toBe("· a) b)");
    expect(labels(sequence, "original")).toBe("· a) b)");
  });

  test.each([
    ["b) bis", "a) bis", "1 bis", "i) ter"],
    ["b bis)", "a bis)", "1 bis", "i ter)"],
    ["bbis)", "abis)", "1bis", "iter)"],
  ] as const)("spelling %s", (spelling, letter, number, romanTer) => {
    const numbering: Numbering = { policy: "provisional", spelling };
    expect(labels(draft(call("noting"), one(), added(), one()), "final", numbering)).toBe(`· a) ${letter} b)`);
    expect(labels(draft(call("resolves"), one(), added(), one()), "final", numbering)).toBe(`· 1 ${number} 2`);
    const below = draft(
      call("resolves"),
      one(),
      sub("x"),
      added("F:2", { level: 1 }),
      added("F:2", { level: 1 }),
      sub("y"),
      one(),
    );
    expect(labels(below, "final", numbering).split(" ii)")[0]).toMatch(new RegExp(`${romanTer.replace(")", "\\)")}$`));
  });
});

describe("pinned: the labels of a version", () => {
  const before = draft(call("noting"), item("one"), item(ins("F:1", "two"), mark({ ins: "F:1" })), item("three"));
  const pin = (sequence: Delta, view: Exclude<View, "redline">, numbering?: Numbering): Numbering => ({
    policy: "pinned",
    spelling: "b) bis",
    labels: labelsToPin(sequence, view, numbering && by(numbering)),
    name: "Rev. 1",
  });

  test("are those of the view that they were taken from", () => {
    expect(labelsToPin(before, "final")).toEqual({ p2: "a)", p3: "b)", p4: "c)" });
    expect(labelsToPin(before, "original")).toEqual({ p2: "a)", p4: "b)" });
    expect(labelsToPin(before, "final", by(PROVISIONAL))).toEqual({ p2: "a)", p3: "a) bis", p4: "b)" });
  });

  test("stay when a proposal is accepted, another comes, and one goes", () => {
    const numbering = pin(before, "final", PROVISIONAL);
    const accepted = draft(call("noting"), item("one"), item("two"), item("three"));
    expect(labels(accepted, "final", numbering)).toBe("· a) a) bis b)");
    const more = draft(
      call("noting"),
      item("one"),
      item("two"),
      added("USA:2", { id: "n" }),
      item("three", mark({ id: "p4" })),
    );
    expect(labels(more, "final", numbering)).toBe("· a) a) bis a) ter b)");
    const without = draft(call("noting"), item("one"), item("three", mark({ id: "p4" })), added("USA:2"));
    expect(labels(without, "final", numbering)).toBe("· a) b) c)");
  });

  test("a pending paragraph that is split keeps its label in front", () => {
    const numbering = pin(before, "final");
    const split = draft(
      call("noting"),
      item("one"),
      item(
        ins("F:1", "tw"),
        ins("USA:9", MARK, { id: "n", role: "item" }),
        ins("F:1", "o"),
        mark({ ins: "F:1", id: "p3" }),
      ),
      item("three", mark({ id: "p4" })),
    );
    expect(labels(split, "final", numbering)).toBe("· a) b) b) bis c)");
    expect(labels(split, "original", numbering)).toBe("· a) c)");
  });

  test("a proposed section: its call is not taken for the beginning of its first item", () => {
    const own = mark({ ins: "F:1" });
    const section = draft(
      call("noting"),
      item("one"),
      call(ins("F:1", "aware"), own),
      item(ins("F:1", "x"), own),
      item(ins("F:1", "y"), own),
    );
    expect(labelsToPin(section, "final")).toEqual({ p3: "", p4: "a)", p5: "b)" });
    expect(labels(section, "final", pin(section, "final"))).toBe("· · · a) b)");
  });

  test("a label that does not fit its level or part is not used", () => {
    const numbering: Numbering = { policy: "pinned", spelling: "b) bis", labels: { p2: "7", p3: "c)" } };
    expect(labels(draft(call("noting"), one(), one()), "final", numbering)).toBe("· -c) c)");
  });

  test("one label for two items is the first one's", () => {
    const numbering: Numbering = { policy: "pinned", spelling: "b) bis", labels: { p2: "a)", p3: "a)" } };
    expect(labels(draft(call("noting"), one(), one()), "final", numbering)).toBe("· a) b)");
  });

  test("bullets and labels on marks are not pinned", () => {
    const sequence = draft(call("aware"), one(), item("x", mark({ label: "§", level: 1 })), one(), para("text", "and"));
    expect(labelsToPin(sequence, "final")).toEqual({ p2: "a)", p4: "b)" });
  });
});

test.each([
  [null, "", "must be an object"],
  [{}, ".policy", "must be one of running, provisional, pinned"],
  [{ policy: "toString" }, ".policy", "must be one of running, provisional, pinned"],
  [{ policy: "running", spelling: "b) bis" }, ".spelling", "is not a field of running numbering"],
  [{ policy: "provisional" }, ".spelling", `must be one of ${SPELLINGS.join(", ")}`],
  [{ policy: "pinned", spelling: "bbis)" }, ".labels", "must be an object"],
  [{ policy: "pinned", spelling: "bbis)", labels: { "a b": "a)" } }, ".labels.a b", "not the id of a paragraph"],
  [
    { policy: "pinned", spelling: "bbis)", labels: { p: "–" } },
    ".labels.p",
    "must be a label of at most 32 characters, or empty",
  ],
  [{ policy: "pinned", spelling: "bbis)", labels: {}, name: "" }, ".name", "must be 1 to 120 characters"],
])("a numbering that is none: %j", (value, place, message) => {
  expect(faultOfNumbering(value)).toEqual({ place, message });
});
