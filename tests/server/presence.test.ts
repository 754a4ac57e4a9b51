/** Who is seen in a room: states are their sender's own, sent together, taken away with who leaves. */
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Presence } from "../../server/presence.ts";
import { connect, joined } from "./script.ts";
import { type Received, client } from "./wire.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("presence", () => {
  const window = () => vi.advanceTimersByTime(50);
  const both = () => {
    const presence = new Presence();
    const marian = joined({ presence });
    const amina = joined({ presence, actor: { member: "m2", name: "Amina", delegation: "F" } });
    return { presence, marian, amina };
  };
  const userOf = (name: string, delegation: string) => ({ name, delegation, role: "delegate" });
  const states = (list: Received[]) => list.flatMap((each) => (each.type === "awareness" ? each.states : []));

  test("a state goes to everybody, its sender too, with the name that the server knows", () => {
    const { marian, amina } = both();
    marian.say(
      client.awareness({ client: 1, clock: 1, state: { cursor: 5, user: { name: "The Chair", delegation: "CHAIR" } } }),
    );
    window();
    const expected = [{ client: 1, clock: 1, state: { cursor: 5, user: userOf("Marian", "USA") } }];
    expect(states(marian.news())).toEqual(expected);
    expect(states(amina.news())).toEqual(expected);
  });

  test("states within one window are sent together, the last of each", () => {
    const { marian, amina } = both();
    for (let clock = 1; clock <= 20; clock++)
      marian.say(client.awareness({ client: 1, clock, state: { cursor: clock } }));
    amina.say(client.awareness({ client: 2, clock: 1, state: {} }));
    window();
    expect(amina.news()).toEqual([
      {
        type: "awareness",
        states: [expect.objectContaining({ client: 1, clock: 20 }), expect.objectContaining({ client: 2 })],
      },
    ]);
  });

  test("an echo of another's state is dropped, also when it says something else, also when it is large", () => {
    const { marian, amina } = both();
    marian.say(client.awareness({ client: 1, clock: 1, state: {} }));
    window();
    amina.news();
    for (const echo of [{}, { user: { name: "Mallory" } }, null, { x: "y".repeat(10_000) }])
      amina.say(client.awareness({ client: 1, clock: 9, state: echo }));
    window();
    expect([amina.news(), amina.closed]).toEqual([[], []]);
  });

  test("an old clock is dropped; its own null under the same clock is a farewell", () => {
    const { marian, amina } = both();
    marian.say(client.awareness({ client: 1, clock: 5, state: {} }));
    marian.say(client.awareness({ client: 1, clock: 5, state: { cursor: 1 } }));
    marian.say(client.awareness({ client: 1, clock: 4, state: { cursor: 2 } }));
    window();
    expect(states(amina.news())).toEqual([{ client: 1, clock: 5, state: { user: userOf("Marian", "USA") } }]);
    marian.say(client.awareness({ client: 1, clock: 5, state: null }));
    window();
    expect(states(amina.news())).toEqual([{ client: 1, clock: 5, state: null }]);
  });

  test("who leaves is taken away, and a late echo does not bring the state back", () => {
    const { marian, amina } = both();
    marian.say(client.awareness({ client: 1, clock: 5, state: {} }));
    window();
    marian.connection.gone();
    amina.say(client.awareness({ client: 1, clock: 5, state: {} }));
    window();
    expect(states(amina.news())).toEqual([
      { client: 1, clock: 5, state: { user: userOf("Marian", "USA") } },
      { client: 1, clock: 5, state: null },
    ]);
  });

  test("who comes back goes on under the same client id, nobody else can take it", () => {
    const { presence, marian, amina } = both();
    marian.say(client.awareness({ client: 1, clock: 5, state: {} }));
    marian.connection.gone();
    amina.say(client.awareness({ client: 1, clock: 7, state: {} }));
    window();
    amina.news();
    const again = joined({ presence });
    again.say(client.awareness({ client: 1, clock: 6, state: { cursor: 1 } }));
    window();
    expect(states(amina.news())).toEqual([
      { client: 1, clock: 6, state: { cursor: 1, user: userOf("Marian", "USA") } },
    ]);
  });

  test("who joins is told who is there, and again when it asks", () => {
    const { presence, marian } = both();
    marian.say(client.awareness({ client: 1, clock: 1, state: {} }));
    window();
    const late = connect({ presence, actor: { member: "m3" } });
    expect(states(late.news())).toHaveLength(1);
    late.say(client.queryAwareness());
    expect(states(late.news())).toHaveLength(1);
  });

  test("an observer is seen as an observer", () => {
    const presence = new Presence();
    const observer = joined({ presence, role: "observer", actor: { delegation: "OBSERVER" } });
    observer.say(client.awareness({ client: 1, clock: 1, state: {} }));
    window();
    expect(states(observer.news())[0]?.state).toEqual({
      user: { name: "Marian", delegation: "OBSERVER", role: "observer" },
    });
  });
});
