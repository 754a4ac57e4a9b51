/**
 * Stories of proposals that meet: moved, levelled, numbered and decided while others are at work. Each expected text is
 * written by hand from the laws, in the notation of `stories.test.ts`.
 */
import { describe, expect, test } from "vitest";
import { Delta, MARK, type Op, labelsOf, outline } from "../../schema/index.ts";
import { readJson, writeJson } from "../../src/formats/index.ts";
import { revisions } from "../../src/revision/index.ts";
import { Network, plain, redline } from "../network.ts";
import { call, draft, fileOf, item, labels } from "../schema/draft.ts";
import { CHAIR, type People, type Stage, changeOf, decide, merged, stage, story } from "./stage.ts";

story(
  "15: U and F both move paragraph 3",
  ["one", "two", "three", "four"],
  ["u", "f"],
  ({ u, f }) => {
    u.move(u.at("three"), 6, 0);
    f.move(f.at("three"), 6, f.at("four") + 5);
  },
  "[three¶ +USA]one¶two¶[three¶ -F -USA]four¶[three¶ +F]",
  async (told) => {
    const { network } = told;
    expect(plain(network.sequence(), "original")).toBe("one¶two¶three¶four¶");
    const [moved, elsewhere] = [changeOf(told, "USA", "inserts"), changeOf(told, "F", "inserts")];
    await decide(told, "accept", [moved]);
    expect(await merged(told)).toBe("three¶one¶two¶four¶[three¶ +F]"); // F's second place is for the chair to see
    await decide(told, "reject", [elsewhere]);
    expect(await merged(told)).toBe("three¶one¶two¶four¶");
  },
);

story(
  "15, and both moves rejected: the original",
  ["one", "two", "three"],
  ["u", "f"],
  ({ u, f }) => {
    u.move(u.at("three"), 6, 0);
    f.move(f.at("three"), 6, f.at("two"));
  },
  "[three¶ +USA]one¶[three¶ +F]two¶[three¶ -F -USA]",
  async (told) => {
    await decide(told, "reject", [changeOf(told, "USA", "inserts"), changeOf(told, "F", "inserts")]);
    expect(await merged(told)).toBe("one¶two¶three¶");
  },
);

for (const [chosen, level] of [
  ["USA", 1],
  ["F", 2],
] as const) {
  story(
    `18: U and F propose different levels for one item, the chair picks that of ${chosen}`,
    ["one", "two"],
    ["u", "f"],
    ({ u, f }) => {
      u.set(u.at("two", 3), 1, { level: 1 });
      f.set(f.at("two", 3), 1, { level: 2 });
    },
    "one¶two[¶ =F.level:2 =USA.level:1]",
    async (told) => {
      const other = chosen === "USA" ? "F" : "USA";
      const rejected = changeOf(told, other, "sets");
      await decide(told, "accept", [changeOf(told, chosen, "sets")]);
      expect(await merged(told)).toBe(`one¶two[¶ =${other}.level:${other === "F" ? 2 : 1}]`);
      await decide(told, "reject", [rejected]);
      expect(await merged(told)).toBe("one¶two¶");
      expect((told.network.sequence().ops as Op[]).at(-1)!.attributes).toMatchObject({ id: "p2", level });
    },
  );
}

/** Two people apart at a draft with sections: told for each order of arrival. */
function sections(name: string, sequence: Delta, apart: (told: Stage) => void, then: (told: Stage) => Promise<void>) {
  const orders: [People, People][] = [
    ["f", "u"],
    ["u", "f"],
  ];
  describe(name, () => {
    for (const order of orders) {
      test(`${order[0]} arrives first`, async () => {
        const network = await Network.open(sequence.ops as Op[]);
        const told = { network, f: network.join("f", "F"), u: network.join("u", "USA") } as Stage;
        apart(told);
        for (const who of order) await told[who].send();
        await then(told);
      });
    }
  });
}

sections(
  "19: U inserts a whole section in the middle of another, F edits items below it",
  draft(call("resolves"), item("one"), item("two"), item("three")),
  ({ u, f }) => {
    u.edit(
      new Delta()
        .retain(u.at("two"))
        .insert("invites")
        .insert(MARK, { role: "call" })
        .insert("new")
        .insert(MARK, { role: "item" }),
    );
    f.type(f.at("two", 3), "X");
    f.delete(f.at("three"), 6);
  },
  async (told) => {
    expect(await merged(told)).toBe("resolves¶one¶[invites¶new¶ +USA]two[X +F]¶[three¶ -F]");
    const sequence = told.network.sequence();
    const shape = (as: "original" | "final") => {
      const { preamble, operative } = outline(sequence, as);
      return [...preamble, ...operative].map(({ call, items }) => [
        call,
        ...items.map(({ label, text }) => `${label ?? ""} ${text}`),
      ]);
    };
    expect(shape("original")).toEqual([["resolves", "1 one", "2 two", "3 three"]]);
    expect(shape("final")).toEqual([
      ["resolves", " one"],
      ["invites", "1 new", "2 twoX"],
    ]);
    expect(labels(sequence)).toEqual(["", "-1", "", "+1", "2", "-3"]);
  },
);

sections(
  "21: U deletes item b), F edits item b) and adds c)",
  draft(call("considering"), item("one"), item("two"), item("three")),
  ({ u, f }) => {
    u.delete(u.at("two"), 4);
    f.type(f.at("two", 3), "X");
    f.edit(new Delta().retain(f.at("three")).insert("new").insert(MARK, { role: "item" }));
  },
  async (told) => {
    expect(await merged(told)).toBe("considering¶one¶[two -USA][X +F][¶ -USA][new¶ +F]three¶");
    const { network } = told;
    expect(labelsOf(network.sequence(), "original")).toEqual([null, "a)", "b)", "c)"]);
    // The final is a plain filter: F's X, alone in what was b), stands in the paragraph that comes next.
    expect(plain(network.sequence(), "final")).toBe("considering¶one¶Xnew¶three¶");
    expect(labelsOf(network.sequence(), "final")).toEqual([null, "a)", "b)", "c)"]);
    const result = await decide(told, "accept", [changeOf(told, "USA", "deletes")]);
    expect(result.ok && result.record.dependants.map(({ effect, text }) => [effect, text])).toEqual([
      ["stranded", "X"],
    ]);
    expect(await merged(told)).toBe("considering¶one¶[X¶new¶ +F]three¶");
    expect(labels(network.sequence())).toEqual(["", "a)", "+b)", "+c)", "b)→d)"]);
  },
);

describe("25: U was offline for an hour with 200 edits, meanwhile half of U's earlier changes were decided", () => {
  const texts = Array.from({ length: 10 }, (_, i) => `item ${i}`);
  const decided: Record<number, "accept" | "reject"> = {
    0: "accept",
    2: "accept",
    4: "reject",
    6: "reject",
    8: "accept",
  };
  /** What becomes of each paragraph: U struck `item `, and typed `a` to `q` behind its earlier `A`. */
  const paragraph = (i: number): string => {
    const typed = "abcdefghijklmnopq";
    const earlier = decided[i] === "accept" ? `${i}A[${typed} +USA]¶` : `${i}[${typed} +USA]¶`;
    return `[item  -USA]${decided[i] === undefined ? `${i}[A${typed} +USA]¶` : earlier}`;
  };
  for (const order of ["C", "U"]) {
    test(`${order} arrives first`, async () => {
      const told = await stage(texts, ["u", "f"]);
      const { network, u } = told;
      for (const text of texts) {
        u.type(u.at(text, text.length), "A");
      }
      await merged(told);
      const at = network.room.seq;
      const earlier = network.room.pending().map(({ id }) => id);
      expect(earlier).toHaveLength(10);

      let edits = 0;
      texts.forEach((_, i) => {
        const end = () => u.at(`${i}A`, 2);
        [..."abcdefghijklmnopqr"].forEach((letter, n) => {
          u.type(end() + n, letter);
          edits++;
        });
        u.delete(end() + 17, 1); // the r again
        u.delete(u.at(`item ${i}`), 5);
        edits += 2;
      });
      expect(edits).toBe(200);

      const decideHalf = async () => {
        for (const verdict of ["accept", "reject"] as const) {
          const changes = earlier.filter((_, i) => decided[i] === verdict);
          expect((await decide(told, verdict, changes, at)).ok).toBe(true);
        }
      };
      if (order === "C") await decideHalf();
      await u.send();
      if (order === "U") await decideHalf();
      expect(await merged(told)).toBe(texts.map((_, i) => paragraph(i)).join(""));
      expect(u.returned).toEqual([]);
      expect(plain(network.sequence(), "original")).toBe(
        texts.map((text, i) => `${text}${decided[i] === "accept" ? "A" : ""}¶`).join(""),
      );
      const pending = network.room.pending();
      expect(pending.every(({ by }) => by === "u")).toBe(true);
      expect(pending.filter(({ id }) => earlier.includes(id))).toHaveLength(5); // those without a verdict go on
    });
  }
});

for (const order of [
  ["u", "u2"],
  ["u2", "u"],
] as const) {
  test(`27: U1 and U2 edit one insertion of U1 while apart, ${order[0]} first: each change says which person`, async () => {
    const told = await stage(["one"], ["u", "u2"]);
    told.u.type(3, "abcd");
    await merged(told);
    told.u.type(told.u.at("cd"), "X");
    told.u2.type(told.u2.at("cd"), "Y");
    told.u2.delete(told.u2.at("a"), 1); // the delegation's own: gone, not struck
    for (const name of order) await told[name].send();
    expect(await merged(told)).toBe("one[bXYcd +USA]¶");
    expect(told.network.room.pending().map(({ by, inserts }) => [by, inserts])).toEqual([
      ["u", ["bX", "cd"]],
      ["u2", ["Y"]],
    ]);
  });
}

describe("28: C accepts one of ten proposals on a paragraph", () => {
  const ALL =
    "a[1 +USA] [b -USA] [c -USA][3 +USA] [d =USA.em:true] [¶ +USA]e f[6 +F] [g -F] [h -F][8 +F] [i =F.em:true] j[¶ =F.level:1]";
  const ACCEPTED: [what: string, text: string][] = [
    ["[1 +USA]", "1"],
    ["[b -USA]", ""],
    ["[c -USA][3 +USA]", "3"],
    ["[d =USA.em:true]", "d"],
    ["[¶ +USA]", "¶"],
    ["[6 +F]", "6"],
    ["[g -F]", ""],
    ["[h -F][8 +F]", "8"],
    ["[i =F.em:true]", "i"],
    ["[¶ =F.level:1]", "¶"],
  ];
  async function ten(order: readonly People[]) {
    const told = await stage(["a b c d e f g h i j"], ["u", "f"]);
    const { u, f } = told;
    u.type(u.at("a", 1), "1");
    u.delete(u.at("b"), 1);
    u.edit(new Delta().retain(u.at("c")).insert("3").delete(1));
    u.set(u.at("d"), 1, { em: true });
    u.split(u.at("e"));
    f.type(f.at("f", 1), "6");
    f.delete(f.at("g"), 1);
    f.edit(new Delta().retain(f.at("h")).insert("8").delete(1));
    f.set(f.at("i"), 1, { em: true });
    f.set(f.at("j", 1), 1, { level: 1 });
    for (const name of order) await told[name].send();
    expect(await merged(told)).toBe(ALL);
    return told;
  }
  for (const order of [
    ["u", "f"],
    ["f", "u"],
  ] as const) {
    ACCEPTED.forEach(([what, text], i) => {
      test(`${what}, ${order[0]} arrives first: the other nine are alive and where they belong`, async () => {
        const told = await ten(order);
        const before = told.network.room.pending();
        expect(before).toHaveLength(10);
        expect((await decide(told, "accept", [before[i]!.id])).ok).toBe(true);
        expect(await merged(told)).toBe(ALL.replace(what, text));
        expect(told.network.room.pending()).toEqual(before.filter((_, k) => k !== i));
      });
    });
  }
});

sections(
  "29: accept of a deletion of a whole item, while F edits the next one: labels move up",
  draft(call("considering"), item("one"), item("two"), item("three")),
  ({ u, f }) => {
    u.delete(u.at("two"), 4);
    f.type(f.at("three"), "X");
    f.set(f.at("three", 5), 1, { level: 1 });
  },
  async (told) => {
    expect(await merged(told)).toBe("considering¶one¶[two¶ -USA][X +F]three[¶ =F.level:1]");
    expect(labelsOf(told.network.sequence(), "original")).toEqual([null, "a)", "b)", "c)"]);
    const result = await decide(told, "accept", [changeOf(told, "USA", "deletes")]);
    expect(result.ok && result.record.dependants).toEqual([]); // F's X stands in an item of its own still
    expect(await merged(told)).toBe("considering¶one¶[X +F]three[¶ =F.level:1]");
    expect(labelsOf(told.network.sequence(), "original")).toEqual([null, "a)", "b)"]);
    expect((told.network.sequence().ops as Op[]).at(-1)!.attributes).toMatchObject({ id: "p4", role: "item" });
  },
);

describe("30: one change is malformed in an imported file", () => {
  const good = new Delta()
    .insert("one ")
    .insert("two ", { ins: "USA:1" })
    .insert("three ", { "del:F": "F:1" })
    .insert("four")
    .insert(MARK, { id: "p1", role: "item", "set:RCC:level": { change: "RCC:1", value: 1 } });
  const imported = async (ops: Op[], changes = {}) => {
    const read = readJson(JSON.stringify({ ...fileOf(new Delta(ops)), ops, changes }));
    if (!read.ok) return read;
    const network = await Network.open(read.draft.ops, read.draft.changes);
    return { ok: true as const, network, draft: read.draft };
  };

  // The algebra relies on the form of what it knows, so a draft file with a fault is not read by halves: it is
  // refused, and the place says which attribute to put right.
  test.each([
    ["an insertion under no id", 1, { ins: "usa" }, "ops[1].attributes.ins"],
    ["a deletion in another's name", 2, { "del:F": "USA:9" }, "ops[2].attributes.del:F"],
    ["a setting without its change", 4, { id: "p1", "set:RCC:level": { value: 1 } }, "ops[4].attributes.set:RCC:level"],
  ])("%s: the file is refused with the place", async (_, i, attributes, place) => {
    const ops = (good.ops as Op[]).map((op, k) => (k === i ? { ...op, attributes } : op));
    expect(await imported(ops)).toMatchObject({ ok: false, place });
  });

  // What is odd without being false is no hindrance.
  test.each<[string, Op, string]>([
    ["an attribute that this version does not know", { insert: "odd ", attributes: { "mov:USA": { to: 7 } } }, "odd "],
    [
      "a deletion of one's own insertion",
      { insert: "odd ", attributes: { ins: "F:9", "del:F": "F:8" } },
      "[odd  +F -F]",
    ],
    [
      "an insertion under an id that another change has too",
      { insert: "odd ", attributes: { ins: "RCC:1" } },
      "[odd  +RCC]",
    ],
  ])("%s: all others can still be decided, in any order", async (_, odd, shown) => {
    const orders = [
      ["USA:1", "F:1"],
      ["F:1", "USA:1"],
    ];
    for (const order of orders) {
      const file = await imported([odd, ...(good.ops as Op[])], { "EUR:7": { delegation: "EUR", by: "x", time: "" } });
      if (!file.ok) throw new Error(file.message);
      const { network } = file;
      expect(redline(network.sequence())).toBe(`${shown}one [two  +USA][three  -F]four[¶ =RCC.level:1]`);
      for (const change of order)
        expect(
          (await network.room.decide(CHAIR, { verdict: "accept", changes: [change], at: network.room.seq })).ok,
        ).toBe(true);
      expect(redline(network.sequence())).toBe(`${shown}one two four[¶ =RCC.level:1]`);
      const rest = [...revisions(network.sequence()).keys()];
      for (const change of rest)
        await network.room.decide(CHAIR, { verdict: "reject", changes: [change], at: network.room.seq });
      expect(network.room.pending()).toEqual([]);
      const read = readJson(writeJson(fileOf(network.sequence())));
      expect(read).toMatchObject({ ok: true });
      expect(network.events).toEqual([]);
    }
  });
});
