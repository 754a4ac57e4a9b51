/** Undo and redo beside others, who write and decide meanwhile. P1 is asserted after every transaction. */
import { describe, expect, test } from "vitest";
import { paragraphsOf } from "../network.ts";
import { type Peer, attended, exchange, peers } from "./peers.ts";

describe("undo and redo", () => {
  test("of typing, striking, joining and overtyping lead back and forth", () => {
    const acts: [name: string, act: (u: Peer) => void][] = [
      ["typing", (u) => u.select(3).type("abc")],
      ["striking", (u) => u.select(2, 6).backspace()],
      ["joining", (u) => u.select(8).backspace()],
      ["overtyping", (u) => u.select(4, 7).type("x")],
      ["splitting", (u) => u.select(5).enter()],
      ["level", (u) => u.select(5).level(1)],
      ["format", (u) => u.select(1, 5).em()],
      ["all", (u) => u.selectAll().type("x")],
    ];
    for (const [name, act] of acts) {
      for (const who of ["U", "S"] as const) {
        const peer = peers(paragraphsOf("one two", "three"))[who];
        const before = peer.redline;
        act(peer);
        const after = peer.redline;
        for (let i = 0; i < 2; i++) {
          peer.undo();
          expect([name, peer.redline]).toEqual([name, before]);
          peer.redo();
          expect([name, peer.redline]).toEqual([name, after]);
        }
      }
    }
  });

  test("a deletion that is done again has an id of its own", () => {
    const { U } = peers(paragraphsOf("one"));
    U.select(0, 3).backspace();
    const first = U.marksAt(0)!["del:USA"];
    U.undo().redo();
    expect(U.redline).toBe("[one -USA]¶");
    expect(U.marksAt(0)!["del:USA"]).not.toBe(first);
    U.undo();
    expect(U.redline).toBe("one¶");
  });

  for (const first of ["U", "F"] as const) {
    for (const seen of [true, false]) {
      test(`story 24: U undoes its last three edits after F has edited around them, ${seen ? "" : "un"}seen, ${first} first`, async () => {
        const { U, F, both } = await attended(paragraphsOf("one two three"));
        U.select(3).type("abcd");
        U.select(U.at("two"), U.at("two") + 3).backspace();
        U.select(U.at("three")).type("x");
        await both();
        F.select(F.at("cd")).type("F1");
        F.select(F.at("wo")).type("F2");
        F.select(F.at("three")).type("F3");
        F.select(F.at("ee")).delete();
        if (seen) await both(first);
        U.undo(3);
        await both(first);
        expect(U.redline).toBe("one[F1 +F] t[F2 +F]wo [F3 +F]thr[e -F]e¶");
        expect(F.redline).toBe(U.redline);
      });
    }

    for (const when of ["before", "between", "after"]) {
      test(`story 33: F proposes to delete the word in which U edits, ${when} its edits, ${first} first; U undoes three times`, async () => {
        const { U, F, both } = await attended(paragraphsOf("one word three"));
        const strike = async (moment: string) => {
          if (moment !== when) return;
          F.select(F.at("word"), F.at("word") + 4).backspace();
          await both(first);
        };
        U.select(4, 8);
        await strike("before");
        const before = U.caret;
        U.type("a");
        await strike("between");
        U.select(2).type("b");
        U.select(0).delete();
        await strike("after");
        U.undo(3);
        expect(U.redline).toBe("one [word -F] three¶");
        expect(U.caret).toBe(before);
        await both(first);
        expect([U.redline, F.redline]).toEqual(["one [word -F] three¶", "one [word -F] three¶"]);
      });
    }
  }

  test("of what was accepted meanwhile proposes the contrary, and cannot be redone", () => {
    const { U, S } = peers(paragraphsOf("one"));
    U.select(3).type("abc");
    exchange(U, S);
    S.raw({ ops: [{ retain: 3 }, { retain: 3, attributes: { ins: null } }] } as never);
    S.send(U);
    expect(U.redline).toBe("oneabc¶");
    U.undo();
    expect(U.redline).toBe("one[abc -USA]¶");
    U.redo();
    expect(U.redline).toBe("one[abc -USA]¶");
  });

  test("of a setting leaves what others set on the same mark", () => {
    const { U, F, S } = peers(paragraphsOf("one", "two"));
    U.select(1).level(1);
    exchange(U, F, S);
    F.select(1).role("call");
    S.select(1).role("text");
    exchange(F, S, U);
    U.undo();
    expect(U.redline).toBe("one[¶ =F.role:call]two¶");
    expect(U.marksAt(3)!.role).toBe("text");
  });

  test("of a setting finds its mark behind what others typed there and where they split", () => {
    const { U, F, S } = peers(paragraphsOf("one", "two"));
    U.select(1).level(1);
    exchange(U, F, S);
    F.select(3).type("f");
    S.select(1).enter();
    exchange(F, S, U);
    expect(U.redline).toBe("o¶ne[f +F][¶ =USA.level:1]two¶");
    U.undo();
    expect(U.redline).toBe("o¶ne[f +F]¶two¶");
  });

  test("of direct edits when proposing has become the mode proposes", () => {
    const { S } = peers(paragraphsOf("one"));
    S.select(3).type("x");
    S.core.setMode("propose");
    S.undo();
    expect(S.redline).toBe("one[x -SEC]¶");
  });

  test("of proposals in direct mode takes them back", () => {
    const { S } = peers(paragraphsOf("one"));
    S.core.setMode("propose");
    S.select(3).type("x");
    S.select(0).delete();
    S.core.setMode("direct");
    S.undo(2);
    expect(S.redline).toBe("one¶");
  });
});
