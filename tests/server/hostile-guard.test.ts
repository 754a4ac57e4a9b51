/** Well-formed updates of members who write more than they may: the guard makes of them what is theirs (G1, G2, G3). */
import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { MARK, type Op } from "../../schema/index.ts";
import { type Struct, forge, forgeOf } from "./forge.ts";
import { OWN, Siege } from "./siege.ts";

const AND = "one[ and +USA] two 😀 three¶[four -F] five¶six¶";

/** `around` a text before "two": formats that begin, the text, and their ends. */
function typed(siege: Siege, text: string, attributes: Record<string, unknown>, client = OWN): Uint8Array {
  const { origin, right } = siege.before("two");
  const contents = [
    ...Object.entries(attributes).map(([format, value]) => ({ format, value })),
    { string: text },
    ...Object.keys(attributes).map((format) => ({ format, value: null })),
  ];
  const structs = contents.map(
    (content, i): Struct => ({
      ...content,
      right,
      ...(i > 0
        ? { origin: [client, i - 1 + (i > Object.keys(attributes).length ? text.length - 1 : 0)] as const }
        : origin && { origin }),
    }),
  );
  return forgeOf(client, 0, structs);
}
const inserted = (text: string, who = "RCC") => AND.replace("two", `[${text} +${who}]two`);
/** What the hostile member's insertion carries, and who is on record for it. */
function recordOf(siege: Siege, text: string) {
  const op = (siege.network.sequence().ops as Op[]).find(
    ({ insert }) => typeof insert === "string" && insert.includes(text),
  );
  const { changes } = siege.network.room.snapshot();
  return { attributes: op?.attributes, record: changes[String(op?.attributes?.ins)] };
}

describe("[G1] [G2] words in another's name", () => {
  test.each([
    ["none at all", {}],
    ["another delegation", { ins: "F:mine" }],
    ["the chair", { ins: "CHAIR:1" }],
    ["another's pending change", { ins: "USA:u-1" }],
  ])("typed under %s: they are the sender's own", async (_, attributes) => {
    const siege = await Siege.open();
    await siege.strike(typed(siege, "word ", attributes));
    expect(siege.shown).toBe(inserted("word "));
    expect(recordOf(siege, "word").record).toMatchObject({ delegation: "RCC", by: "x" });
    await siege.calm();
  });

  test.each(["F:f-1", "F:f-2"])(
    "a person of the same delegation cannot go on under a colleague's or a decided id: %s",
    async (change) => {
      const siege = await Siege.open("delegate", "F");
      await siege.strike(typed(siege, "word ", { ins: change }));
      const { attributes, record } = recordOf(siege, "word");
      expect(attributes?.ins).not.toBe(change);
      expect(record).toMatchObject({ delegation: "F", by: "x" });
      await siege.calm({ adopted: false });
    },
  );

  test.each([
    ["F", "x", "F:f-1"],
    ["F", "X", "F:s6"],
    ["USA", "x", "F:s6"],
  ])("who is on record for an imported change, here %s and %s, is who goes on in it", async (delegation, by, ins) => {
    const siege = await Siege.open("delegate", "F");
    siege.replica.doc.transact(() => siege.replica.changes.set("F:f-1", { delegation, by, time: "2020" }));
    await siege.strike(typed(siege, "word ", { ins: "F:f-1" }));
    expect(recordOf(siege, "word").attributes?.ins).toBe(ins);
    await siege.calm({ adopted: false });
  });

  test("an id that only stands in the record, from a file, lends its author's name to nobody", async () => {
    const siege = await Siege.open();
    siege.replica.doc.transact(() =>
      siege.replica.changes.set("RCC:old", { delegation: "RCC", by: "Somebody else", time: "2020" }),
    );
    await siege.strike(typed(siege, "word ", { ins: "RCC:old" }));
    expect(recordOf(siege, "word").record?.by).toBe("x");
  });

  test("inserted text carries no marks of others, no comments, no agreement", async () => {
    const siege = await Siege.open();
    await siege.strike(
      typed(siege, "word ", {
        ins: "RCC:1",
        "del:USA": "USA:9",
        "set:F:em": { change: "F:9", value: true },
        "cmt:t1": true,
        agreed: "d1",
        id: "p1",
        role: "title",
        em: true,
      }),
    );
    expect(recordOf(siege, "word").attributes).toEqual({ ins: "RCC:1", em: true });
    await siege.calm();
  });

  test("an inserted paragraph never has the id of another, nor two of them one", async () => {
    const siege = await Siege.open();
    await siege.strike(typed(siege, "a\nb\nc\n", { ins: "RCC:1", id: "p1", role: "item" }));
    const ids = (siege.network.sequence().ops as Op[])
      .filter(({ insert }) => String(insert).endsWith(MARK))
      .map(({ attributes }) => attributes?.id);
    expect(new Set(ids).size).toBe(6);
    expect(ids.filter((id) => id === "p1")).toHaveLength(1);
    await siege.calm();
  });

  test("text behind the draft's last mark is closed as a part of its change", async () => {
    const siege = await Siege.open();
    siege.x.raw(
      new (siege.network.sequence().constructor as typeof import("../../schema/index.ts").Delta)()
        .retain(siege.x.text.length)
        .insert("end"),
    );
    await siege.x.send();
    for (const client of siege.honest) client.receive();
    expect(siege.shown).toBe(`${AND}[end¶ +RCC]`);
    await siege.calm();
  });
});

describe("[G1] [G3] marks of others", () => {
  /** Formats around "two", which has nothing on it. */
  const around = (siege: Siege, key: string, value: unknown) => {
    const { origin, right } = siege.before("two");
    return forge([
      { client: OWN, clock: 0, structs: [{ format: key, value, right, ...(origin && { origin }) }] },
      { client: OWN + 1, clock: 0, structs: [{ format: key, value: null, ...siege.before(" 😀") }] },
    ]);
  };
  test.each([
    ["a deletion", "del:USA", "USA:5"],
    ["a setting", "set:F:em", { change: "F:5", value: true }],
    ["an insertion, of adopted text", "ins", "RCC:5"],
    ["a comment", "cmt:t9", true],
  ])("%s in another's name comes off", async (_, key, value) => {
    const siege = await Siege.open();
    await siege.strike(around(siege, key, value));
    expect(siege.shown).toBe(AND);
    await siege.calm();
  });

  test("formatting adopted text is a proposal", async () => {
    const siege = await Siege.open();
    await siege.strike(around(siege, "em", true));
    expect(siege.shown).toBe(AND.replace("two", "[two =RCC.em:true]"));
    await siege.calm();
  });

  test.each(["ins", "del:F"])(
    "taking %s off, by deleting the formats that set it, adopts and saves nothing",
    async (key) => {
      for (const [role, delegation] of [
        ["delegate", "RCC"],
        ["secretary", "SEC"],
      ] as const) {
        const siege = await Siege.open(role, delegation);
        const ranges: [number, number, number][] = [];
        for (let item = siege.replica.text.text._start; item !== null; item = item.right) {
          const content = item.content as unknown as { key?: string };
          if (!item.deleted && content.key === key) ranges.push([item.id.client, item.id.clock, 1]);
        }
        await siege.strike(
          forge(
            [],
            ranges.sort((a, b) => b[0] - a[0] || a[1] - b[1]),
          ),
        );
        expect(siege.shown).toBe(AND);
        await siege.calm();
      }
    },
  );

  test.each([0, 1, 3, 1e15])("whatever it says that it had seen (%d)", async (seen) => {
    const siege = await Siege.open();
    await siege.strike(around(siege, "del:RCC", "RCC:1"), seen);
    expect([AND, AND.replace("two", "[two -RCC]")]).toContain(siege.shown);
    await siege.calm();
    await siege.strike(
      forge(
        [],
        [
          [...siege.id("three"), 5],
          [...siege.id("\n"), 1],
        ],
      ),
      seen,
    );
    expect(siege.shown).toContain("[three¶ -RCC]");
    await siege.calm();
  });

  test("its own deletion under a spent id gets one of its own", async () => {
    const siege = await Siege.open("delegate", "F");
    await siege.strike(around(siege, "del:F", "F:f-1"));
    const marks = (siege.network.sequence().ops as Op[]).flatMap(({ attributes }) => attributes?.["del:F"] ?? []);
    expect(marks).toHaveLength(2);
    expect(new Set(marks).size).toBe(2);
  });

  test("[G5] more than ten attempts a minute end the connection, the draft is as it was", async () => {
    const siege = await Siege.open();
    const { origin, right } = siege.before("two");
    for (let i = 0; i < 12; i++) {
      await siege.strike(
        forge([
          {
            client: OWN + i,
            clock: 0,
            structs: [{ format: "del:USA", value: "USA:5", right, ...(origin && { origin }) }],
          },
        ]),
      );
    }
    expect(siege.x.closed).toEqual({ code: 4403, reason: "too many attempts on others' marks" });
    expect(siege.shown).toBe(AND);
    await siege.calm();
  });
});

describe("[G3] what others did meanwhile is not taken for what an honest client meant", () => {
  const repairsOf = (siege: Siege, member: string) =>
    siege.network.events.filter((event) => event.member === member).map(({ message }) => message);

  test("typing in struck text, of which somebody has made two paragraphs", async () => {
    const siege = await Siege.open();
    siege.x.split(siege.x.at("four", 2));
    await siege.x.send();
    siege.usa.type(siege.usa.at("four", 3), "+"); // where it is still one
    await siege.usa.send();
    expect(siege.shown).toContain("[¶ +RCC][u -F][+ +USA][r -F]");
    expect(repairsOf(siege, "u")).toEqual([]);
  });

  test("typing where a mark came and was taken back again", async () => {
    const siege = await Siege.open();
    const { origin, right } = siege.before("two");
    siege.network.room.receive(
      siege.x.peer,
      siege.own([{ format: "ins", value: "F:f-1", right, ...(origin && { origin }) }]),
      0,
    );
    await siege.network.room.settled();
    siege.usa.type(siege.usa.at("three"), "+"); // and has seen nothing of it
    await siege.usa.send();
    expect(siege.shown).toBe(AND.replace("three", "[+ +USA]three"));
    expect(repairsOf(siege, "u")).toEqual([]);
  });

  test("one's own mark, that the guard took off and its author has not seen go", async () => {
    const siege = await Siege.open();
    const { origin, right } = siege.before("five");
    const mark = { format: "del:F", value: "F:f-1" };
    await siege.strike(forgeOf(OWN, 0, [{ ...mark, right, ...(origin && { origin }) }])); // taken back, and OWN does not know it
    await siege.strike(
      forgeOf(OWN, 1, [
        { format: "del:F", value: null, origin: [OWN, 0], right },
        { string: "+", origin: [OWN, 1], right },
        { ...mark, origin: [OWN, 2], right },
      ]),
      1,
    );
    expect(siege.shown).toContain("[+ +RCC]five");
    expect(repairsOf(siege, "x").at(-1)).not.toMatch(/on others' text/);
    await siege.calm();
  });

  test("formats that Yjs tidies away on its own, again and again, are no attempts", async () => {
    const siege = await Siege.open();
    for (let i = 0; i < 20; i++) {
      const [client, clock] = formatOf(siege, "del:F");
      await siege.strike(forge([], [[client, clock, 1]]));
    }
    expect([siege.shown, siege.x.closed]).toEqual([AND, null]);
    await siege.calm();
  });
});

/** The first format of this key. */
function formatOf({ replica }: Siege, key: string): [client: number, clock: number] {
  for (let item = replica.text.text._start; item !== null; item = item.right) {
    if (!item.deleted && (item.content as unknown as { key?: string }).key === key)
      return [item.id.client, item.id.clock];
  }
  throw new RangeError(`${key} is not in the draft`);
}

describe("[S10] a secretary edits adopted text, and no other", () => {
  test("others' pending text comes back", async () => {
    const siege = await Siege.open("secretary", "SEC");
    await siege.strike(forge([], [[...siege.id(" and"), 4]]));
    expect(siege.shown).toBe(AND);
    await siege.calm();
  });

  test("two pending paragraphs of another are too much to restore: the client begins anew", async () => {
    const siege = await Siege.open("secretary", "SEC");
    siege.usa.type(siege.usa.at("six"), "new\nnewer\n");
    await siege.network.drain();
    const shown = siege.shown;
    await siege.strike(
      forge(
        [],
        [
          [...siege.id("new\n", 3), 1],
          [...siege.id("newer\n", 5), 1],
        ],
      ),
    );
    expect([siege.x.closed?.reason, siege.shown]).toEqual(["rebuild", shown]);
  });

  test("a paragraph mark in another's name stands only where a paragraph went from under pending text", async () => {
    const siege = await Siege.open("secretary", "SEC");
    const text = siege.before(" two");
    await siege.strike(
      forgeOf(OWN, 0, [
        { format: "ins", value: "USA:u-1", right: text.right, ...(text.origin && { origin: text.origin }) },
        { string: MARK, origin: [OWN, 0], right: text.right },
        { format: "ins", value: null, origin: [OWN, 1], right: text.right },
      ]),
    );
    expect(siege.shown).toBe(AND.replace(" two", "[¶ +SEC] two"));
    const [op] = (siege.network.sequence().ops as Op[]).filter(
      ({ insert, attributes }) => insert === MARK && attributes?.ins !== undefined,
    );
    expect(op?.attributes?.ins).toMatch(/^SEC:/);
  });

  test("a delegate of the secretary's own text: what it typed directly is adopted, and the guard's for all others", async () => {
    const siege = await Siege.open("secretary", "SEC");
    await siege.strike(typed(siege, "word ", {}));
    expect(siege.shown).toBe(AND.replace("two", "word two"));
    await siege.calm({ adopted: false });
  });
});

describe("[S8] peers come to one text, because content stands where its author can have seen a place for it", () => {
  const apart = (siege: Siege) => siege.own([{ string: "~", origin: siege.id("two"), right: siege.id("two") }]);

  test("else two peers that integrate in different orders would differ for good", async () => {
    const siege = await Siege.open();
    const state = Y.encodeStateAsUpdate(siege.replica.doc);
    const honest = new Y.Doc();
    honest.clientID = 900;
    Y.applyUpdate(honest, state);
    const before = Y.encodeStateVector(honest);
    honest.getText("draft").insert(siege.usa.at("two"), "H");
    const word = Y.encodeStateAsUpdate(honest, before);
    const texts = [
      [word, apart(siege)],
      [apart(siege), word],
    ].map((updates) => {
      const doc = new Y.Doc();
      for (const update of [state, ...updates]) Y.applyUpdate(doc, update);
      return doc.getText("draft").toString();
    });
    expect(texts[0]).not.toBe(texts[1]);
  });

  test("so it is refused, and edits under way meet no such thing", async () => {
    const siege = await Siege.open();
    siege.usa.type(siege.usa.at("two"), "H"); // not sent yet
    await siege.strike(apart(siege));
    expect(siege.x.closed?.reason).toMatch(/^(rebuild|content placed before what it follows)$/);
    for (const client of [...siege.honest, ...siege.honest]) {
      await client.send();
      client.receive();
    }
    expect(siege.shown).toBe(AND.replace("two", "[H +USA]two"));
    await siege.calm({ adopted: false });
  });

  test("an honest client that was away while others wrote at its place is welcome", async () => {
    const siege = await Siege.open();
    const { x, usa, f } = siege;
    for (const client of [usa, f, usa]) {
      client.type(client.at("two"), "there ");
      await client.send();
      client.receive();
    }
    for (let i = 0; i < 3; i++) x.type(x.at("two"), `away${i} `); // has seen nothing of it
    x.split(x.at("two"));
    await siege.network.drain();
    expect(x.closed).toBeNull();
    expect(siege.shown.match(/there|away/g)).toHaveLength(6);
    await siege.calm({ adopted: false });
  });

  test("so is one that wrote offline, was opened again, and wrote on beside its own words", async () => {
    const siege = await Siege.open();
    const { x, usa } = siege;
    const known = Y.encodeStateVector(x.doc);
    x.type(x.at("two"), "first ");
    const reopened = siege.network.join("x", "RCC"); // has the store of the former, not what came since
    const again = new Y.Doc();
    again.clientID = reopened.doc.clientID;
    Y.applyUpdate(again, Y.encodeStateAsUpdate(x.doc));
    usa.type(usa.at("two"), "meanwhile ");
    await usa.send();
    again.getText("draft").insert(x.at("two"), "second ", { ins: "RCC:again" });
    again.getText("draft").insert(x.at("first", 3), "third ", { ins: "RCC:again2" });
    await siege.strike(Y.encodeStateAsUpdate(again, known), 1);
    expect(x.closed).toBeNull();
    for (const word of ["fir", "third ", "st ", "second ", "meanwhile "]) expect(siege.shown).toContain(word);
    await siege.calm({ adopted: false });
  });

  test("so is one that wrote before it had seen anything of the draft", async () => {
    const siege = await Siege.open();
    const doc = new Y.Doc();
    const text = doc.getText("draft");
    for (let i = 0; i < 50; i++) text.insert(i % 3 === 0 ? 0 : text.length, `n${i} `, i % 2 === 0 ? { em: true } : {});
    await siege.strike(Y.encodeStateAsUpdate(doc), 0);
    expect(siege.x.closed).toBeNull();
    for (let i = 0; i < 50; i++) expect(siege.shown).toContain(`n${i} `);
    await siege.calm();
  });
});
