/** R3: nobody is told anything of a draft before it is loaded, however long the store takes, and however often it fails. */
import fc from "fast-check";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { Connection } from "../../server/connection.ts";
import { LogFailure, MemoryLog } from "../../server/log.ts";
import { Presence } from "../../server/presence.ts";
import { Room } from "../../server/room.ts";
import { Rooms } from "../../server/rooms.ts";
import { RUNS } from "../laws/generators.ts";
import { paragraphsOf } from "../network.ts";
import { VECTOR } from "./script.ts";
import { type Received, client, received } from "./wire.ts";

/** A log whose readings wait until they are let, or fail. */
class SlowLog extends MemoryLog {
  private waiting: { go(): void; fail(): void }[] = [];
  isSlow = false;
  override async read(...given: Parameters<MemoryLog["read"]>): ReturnType<MemoryLog["read"]> {
    if (this.isSlow)
      await new Promise<void>((go, reject) =>
        this.waiting.push({ go, fail: () => reject(new LogFailure("the disk is gone")) }),
      );
    return super.read(...given);
  }
  let(how: "go" | "fail"): boolean {
    const one = this.waiting.shift();
    one?.[how]();
    return one !== undefined;
  }
}

/** Somebody who asks for the draft the moment there is anything to ask, and what came of it. */
function asker(room: Connection["options"]["room"], presence: Presence) {
  const news: Received[] = [];
  const connection = new Connection({
    room,
    presence,
    actor: { member: "m", name: "M", role: "observer", delegation: "OBSERVER" },
    acks: false,
    send: (bytes) => news.push(received(bytes)),
    close: () => undefined,
  });
  connection.message(client.step1(VECTOR));
  return news;
}

/** The text of the first answer; null when there is none yet. */
function firstAnswer(news: readonly Received[]): string | null {
  const answer = news.find(({ type }) => type === "step2" || type === "update");
  if (answer === undefined || !("payload" in answer)) return null;
  expect(answer.type).toBe("step2");
  const doc = new Y.Doc();
  Y.applyUpdate(doc, answer.payload);
  return doc.getText("draft").toString();
}

const pass = async () => {
  for (let i = 0; i < 3; i++) await new Promise(setImmediate);
};

test("[R3] the first answer holds all that was in the store, be it asked before, while or after that is read", async () => {
  const steps = fc.array(
    fc.constantFrom("enter" as const, "enter" as const, "bare" as const, "go" as const, "fail" as const),
    { minLength: 2, maxLength: 16 },
  );
  const runs = Math.round(RUNS * 0.2);
  const met = { waited: 0, failed: 0, answered: 0 };
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.string({ minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 4 }),
      steps,
      async (texts, all) => {
        const log = new SlowLog();
        const writer = new Room("draft", log, { window: 0 });
        const plain = texts.map((text) => text.replaceAll("\n", " "));
        await writer.create({ ops: paragraphsOf(...plain), changes: {}, comments: {} });
        const whole = writer
          .snapshot()
          .sequence.ops.map(({ insert }) => insert as string)
          .join("");
        log.isSlow = true;

        const rooms = new Rooms({ make: (draft) => new Room(draft, log, { window: 0 }), failed: () => met.failed++ });
        const bare = new Room("draft", log, { window: 0 });
        const askers: Received[][] = [];
        const entered: Promise<unknown>[] = [];
        let isLoading = false;
        for (const step of all) {
          if (step === "enter") {
            const entering = rooms.enter("draft").then(({ place }) => askers.push(asker(place.room, place.presence)));
            entered.push(entering.catch((error: unknown) => expect(error).toBeInstanceOf(LogFailure)));
          } else if (step === "bare") {
            // Not through rooms, and before anybody has loaded it: the room itself keeps the law.
            askers.push(asker(bare, new Presence()));
            if (!isLoading) entered.push(bare.load().catch(() => (isLoading = false)));
            isLoading = true;
          } else log.let(step);
          await pass();
          for (const news of askers) {
            const text = firstAnswer(news);
            if (text === null) met.waited++;
            else expect(text).toBe(whole);
          }
        }
        log.isSlow = false;
        while (log.let("go")) await pass();
        await Promise.all(entered);
        if (isLoading) await bare.load();
        await pass();
        for (const news of askers) {
          const text = firstAnswer(news);
          if (text !== null) met.answered++;
          expect(text ?? whole).toBe(whole);
        }
        await rooms.close();
      },
    ),
    { numRuns: runs },
  );
  expect(met.waited).toBeGreaterThan(runs / 4);
  expect(met.failed).toBeGreaterThan(runs / 20);
  expect(met.answered).toBeGreaterThan(runs);
});
