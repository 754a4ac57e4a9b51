/**
 * Stories that must come out right: people edit while cut off from each other, then their letters arrive, in both
 * orders. Each expected text is written by hand from the laws. `[text +USA]` is pending of USA, `-F` proposed by F to
 * be deleted, `=F.level:1` a proposed setting, ¶ a paragraph mark.
 */
import { describe, expect, test } from "vitest";
import { Delta, MARK, type Op, labelPairs, labelsOf } from "../../schema/index.ts";
import { Network, paragraphsOf, plain, redline } from "../network.ts";
import { type People, changeOf, decide, merged, stage, story } from "./stage.ts";

story(
  "1: S splits a paragraph, U types in its second half",
  ["one two"],
  ["s", "u"],
  ({ s, u }) => {
    s.split(s.at("two"), "direct");
    u.type(u.at("two", 3), "X");
  },
  "one ¶two[X +USA]¶",
);

story(
  "2: S splits, U proposes to delete a word of the second half",
  ["one two"],
  ["s", "u"],
  ({ s, u }) => {
    s.split(s.at("two"), "direct");
    u.delete(u.at("two"), 3);
  },
  "one ¶[two -USA]¶",
);

story(
  "3: U and F propose to split one paragraph at two places",
  ["one two three"],
  ["u", "f"],
  ({ u, f }) => {
    u.split(u.at("two"));
    f.split(f.at("three"));
  },
  "one [¶ +USA]two [¶ +F]three¶",
  ({ network }) => expect(plain(network.sequence(), "original")).toBe("one two three¶"),
);

story(
  "4: U and F propose to split at the same place",
  ["one two"],
  ["u", "f"],
  ({ u, f }) => {
    u.split(u.at("two"));
    f.split(f.at("two"));
  },
  "one [¶ +F][¶ +USA]two¶", // one order for all: that of the Yjs ids
  ({ network }) => expect(plain(network.sequence(), "original")).toBe("one two¶"),
);

story(
  "5: U proposes to join two paragraphs, F types in the second",
  ["one", "two"],
  ["u", "f"],
  ({ u, f }) => {
    u.delete(u.at(MARK), 1);
    f.type(f.at("two", 3), "X");
  },
  "one[¶ -USA]two[X +F]¶",
  async (told) => {
    await decide(told, "accept", [changeOf(told, "USA", "deletes")]);
    expect(await merged(told)).toBe("onetwo[X +F]¶");
  },
);

story(
  "6: S deletes a paragraph, U types in it",
  ["one", "two", "three"],
  ["s", "u"],
  ({ s, u }) => {
    s.delete(s.at("two"), 4, "direct");
    u.type(u.at("two", 1), "X");
  },
  "one¶[X¶ +USA]three¶",
);

story(
  "6 at the paragraph's start: U typed before its first letter",
  ["one", "two", "three"],
  ["s", "u"],
  ({ s, u }) => {
    s.delete(s.at("two"), 4, "direct");
    u.type(u.at("two"), "X");
  },
  "one¶[X¶ +USA]three¶",
);

test("6, found by fuzzing: where others' text already stands at the place, the mark is not given to it", async () => {
  const network = await Network.open(paragraphsOf("one", "two"));
  const [u, s, x] = [network.join("u", "USA"), network.join("s", "SEC", "secretary"), network.join("x", "RCC")];
  x.raw(new Delta().retain(0).insert("X"));
  u.type(0, "U");
  await u.send();
  s.receive();
  s.delete(s.at("one"), 4, "direct"); // U's text gets a paragraph of its own
  await s.send();
  await x.send();
  await network.drain();
  expect(network.events.filter(({ kind }) => kind === "failed")).toEqual([]);
  expect(plain(network.sequence(), "original")).toBe("two¶");
});

test("6, had U seen it: what is typed at the head of `three` stays there", async () => {
  const told = await stage(["one", "two", "three"], ["s", "u"]);
  told.s.delete(told.s.at("two"), 4, "direct");
  await merged(told);
  told.u.type(told.u.at("three"), "X");
  expect(await merged(told)).toBe("one¶[X +USA]three¶");
});

story(
  "7: U proposes to delete a paragraph, F, not having seen that, inserts a word in it",
  ["one", "two", "three"],
  ["u", "f"],
  ({ u, f }) => {
    u.delete(u.at("two"), 4);
    f.type(f.at("two", 1), "X");
  },
  "one¶[t -USA][X +F][wo¶ -USA]three¶",
  async (told) => {
    const result = await decide(told, "accept", [changeOf(told, "USA", "deletes")]);
    expect(result.ok && result.record.dependants).toEqual([
      { change: "F:f-1", effect: "stranded", text: "X", by: "f", time: expect.any(String) },
    ]);
    expect(await merged(told)).toBe("one¶[X¶ +F]three¶");
  },
);

story(
  "8: U and F propose to delete overlapping ranges",
  ["abcdef"],
  ["u", "f"],
  ({ u, f }) => {
    u.delete(0, 4);
    f.delete(2, 4);
  },
  "[ab -USA][cd -F -USA][ef -F]¶",
  async (told) => {
    await decide(told, "accept", [changeOf(told, "USA", "deletes")]);
    expect(await merged(told)).toBe("[ef -F]¶");
  },
);

story(
  "13: S types adopted text inside U's proposed deletion",
  ["abcd"],
  ["s", "u"],
  ({ s, u }) => {
    s.type(2, "X", "direct");
    u.delete(0, 4);
  },
  "[ab -USA]X[cd -USA]¶",
);

test("13, one after the other: S sees the deletion and types inside it", async () => {
  const told = await stage(["abcd"], ["s", "u"]);
  told.u.delete(0, 4);
  await merged(told);
  told.s.type(2, "X", "direct");
  expect(await merged(told)).toBe("[ab -USA]X[cd -USA]¶");
});

test("14: S types adopted text directly after U's insertion: it does not become U's", async () => {
  const told = await stage(["one"], ["s", "u"]);
  told.u.type(3, "X");
  await merged(told);
  told.s.type(told.s.at("X", 1), "Y", "direct");
  expect(await merged(told)).toBe("one[X +USA]Y¶");
  expect(plain(told.network.sequence(), "original")).toBe("oneY¶");
});

story(
  "14: S types at the place where U inserts",
  ["one"],
  ["s", "u"],
  ({ s, u }) => {
    s.type(3, "Y", "direct");
    u.type(3, "X");
  },
  "oneY[X +USA]¶",
); // one order for all

story(
  "16: S moves a paragraph, U types in it",
  ["one", "two", "three"],
  ["s", "u"],
  ({ s, u }) => {
    // Moved to the end: taken away here, put in there, in one gesture.
    s.edit(
      new Delta()
        .retain(4)
        .delete(4)
        .retain(6)
        .insert("two")
        .insert(MARK, { role: "item", part: "operative" })
        .delete(0),
      "direct",
    );
    u.type(u.at("two", 1), "X");
  },
  "one¶[X¶ +USA]three¶two¶",
);

describe("17: U changes an item's level, F its text, S its role", () => {
  const orders: People[][] = [
    ["u", "f", "s"],
    ["s", "f", "u"],
    ["f", "u", "s"],
    ["s", "u", "f"],
  ];
  for (const order of orders) {
    test(order.join(", "), async () => {
      const told = await stage(["one"], ["u", "f", "s"]);
      told.u.set(3, 1, { level: 1 });
      told.f.type(3, "X");
      told.s.set(3, 1, { role: "heading" }, "direct");
      for (const name of order) await told[name].send();
      expect(await merged(told)).toBe("one[X +F][¶ =USA.level:1]");
      expect((told.network.sequence().ops as Op[]).at(-1)!.attributes?.role).toBe("heading");
    });
  }
});

story(
  "20: U inserts an item after b), F another at the same place",
  ["intro", "a", "b", "z"],
  ["u", "f"],
  ({ u, f }) => {
    const after = u.at("b") + 2;
    u.edit(new Delta().retain(after).insert("U").insert(MARK, { role: "item", part: "operative" }));
    f.edit(new Delta().retain(after).insert("F").insert(MARK, { role: "item", part: "operative" }));
  },
  "intro¶a¶b¶[F¶ +F][U¶ +USA]z¶", // one order for all
  ({ network }) => {
    expect(labelsOf(network.sequence(), "final")).toEqual(["1", "2", "3", "4", "5", "6"]);
    expect(labelPairs(network.sequence()).at(-1)).toEqual({ original: "4", final: "6" });
  },
);

story(
  "22: everyone deletes everything, then types",
  ["one", "two"],
  ["s", "u"],
  ({ s, u }) => {
    s.delete(0, s.text.length, "direct");
    u.delete(0, u.text.length - 1);
    u.type(0, "X");
    s.type(0, "Y", "direct");
  },
  "[X¶ +USA]Y¶",
);

test("23: a client that knows fewer roles and attributes opens the draft: nothing is changed by opening", async () => {
  const ops: Op[] = [
    { insert: "one", attributes: { "x-later": "kept" } },
    { insert: MARK, attributes: { id: "p1", role: "schedule", colour: "red" } },
  ];
  const network = await Network.open(ops);
  const before = network.sequence().ops;
  const u = network.join("u", "USA");
  expect(u.sequence().ops).toEqual(before);
  u.type(1, "X");
  await network.drain();
  expect(network.events).toEqual([]);
  expect(redline(network.sequence())).toBe("o[X +USA]ne¶");
  expect((network.sequence().ops as Op[]).filter(({ attributes }) => attributes?.ins === undefined)).toEqual([
    { insert: "o", attributes: { "x-later": "kept" } },
    { insert: "ne", attributes: { "x-later": "kept" } },
    { insert: MARK, attributes: { colour: "red", id: "p1", role: "schedule" } },
  ]);
});

describe("26: F's client ignores the rules and writes straight into the adopted text", () => {
  const texts = ["one two", "three"];
  test("alone", async () => {
    const told = await stage(texts, ["u", "f"]);
    told.f.raw(new Delta().retain(4).delete(3).insert("2"));
    expect(await merged(told)).toMatch(/^one (\[2 \+F\]\[two -F\]|\[two -F\]\[2 \+F\])¶three¶$/);
    expect(plain(told.network.sequence(), "original")).toBe("one two¶three¶");
    expect(plain(told.network.sequence(), "final")).toBe("one 2¶three¶");
  });
  story(
    "while U edits the same words",
    texts,
    ["u", "f"],
    ({ u, f }) => {
      f.raw(new Delta().retain(4).delete(3));
      u.type(u.at("two", 1), "X");
    },
    // What F's client deleted comes back as new items: U's X, in flight, keeps its words but stands before them (A5).
    ["one [t -F][X +USA][wo -F]¶three¶", "one [X +USA][two -F]¶three¶"],
  );
  test("forged marks and formatting become what F may do", async () => {
    const told = await stage(texts, ["u", "f"]);
    told.f.raw(new Delta().retain(3, { "del:USA": "USA:9", em: true }).retain(1).insert("Y", { ins: "USA:9" }));
    expect(await merged(told)).toBe("[one =F.em:true] [Y +F]two¶three¶");
  });
});

test("31: chair and delegate in two tabs of one browser, the delegate offline: nothing of the delegate goes out in the chair's name", async () => {
  const network = await Network.open(paragraphsOf("one"));
  const chair = network.join("chair", "CHAIR", "chair");
  const delegate = network.join("u", "USA");
  delegate.type(3, "X");
  expect(redline(chair.sequence())).toBe("one¶"); // two documents, two stores: they share nothing but the server
  chair.type(0, "C", "direct");
  await chair.send();
  await network.drain();
  expect(redline(network.sequence())).toBe("Cone[X +USA]¶");
  expect(network.room.pending().map(({ by, delegation }) => [by, delegation])).toEqual([["u", "USA"]]);
});

story(
  "32: S changes an item's role while F types before its mark",
  ["one"],
  ["s", "f"],
  ({ s, f }) => {
    s.set(3, 1, { role: "heading" }, "direct");
    f.type(3, "X");
  },
  "one[X +F]¶",
  ({ network }) => {
    const ops = network.sequence().ops as Op[];
    expect(ops.map(({ attributes }) => attributes?.role)).toEqual([undefined, undefined, "heading"]); // on the mark alone
  },
);

story(
  "34: a word of two surrogate pairs, edited around and between",
  ["😀😁"],
  ["u", "f"],
  ({ u, f }) => {
    u.type(2, "X");
    f.delete(2, 2);
  },
  "😀[X +USA][😁 -F]¶",
);

test("27: U1 and U2 of one delegation edit one insertion: each change says which person", async () => {
  const told = await stage(["one"], ["u", "u2"]);
  told.u.type(3, "abc");
  await merged(told);
  told.u2.type(told.u2.at("abc", 1), "X");
  expect(await merged(told)).toBe("one[aXbc +USA]¶");
  expect(told.network.room.pending().map(({ by, inserts }) => [by, inserts])).toEqual([
    ["u", ["a", "bc"]],
    ["u2", ["X"]],
  ]);
  told.u2.delete(told.u2.at("abc".slice(1)), 1);
  expect(await merged(told)).toBe("one[aXc +USA]¶");
});
