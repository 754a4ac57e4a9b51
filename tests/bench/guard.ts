/** How long the guard takes with one keystroke on a large draft, and how long such a draft takes to load. */
import * as Y from "yjs";
import { Delta } from "../../schema/index.ts";
import { DraftText } from "../../src/collab/draft-text.ts";
import { guard } from "../../server/guard.ts";
import { MemoryLog } from "../../server/log.ts";
import { Replica } from "../../server/replica.ts";
import type { Actor } from "../../server/peer.ts";
import { Room } from "../../server/room.ts";
import { largeDraft, median } from "./drafts.ts";

const USA: Actor = { member: "u", name: "U", role: "delegate", delegation: "USA" };

/** Medians in milliseconds; `lagging` is a sender who has not seen the last entries. */
export async function benchGuard(paragraphs: number, words: number, changes: number, rounds = 300) {
  const log = new MemoryLog();
  const room = new Room("bench", log, { window: 0 });
  await room.create({ ops: largeDraft(paragraphs, words, changes), changes: {}, comments: {} });
  const loads: number[] = [];
  let replica = new Replica();
  for (let i = 0; i < 5; i++) {
    const entries = await log.read("bench", 0);
    const begin = performance.now();
    replica = new Replica();
    replica.load(entries);
    loads.push(performance.now() - begin);
  }
  const measure = (seenBehind: number) => {
    const doc = new Y.Doc();
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(replica.doc));
    const text = new DraftText(doc.getText("draft"));
    const times: number[] = [];
    let updates: Uint8Array[] = [];
    doc.on("update", (update: Uint8Array) => updates.push(update));
    for (let i = 0; i < rounds; i++) {
      const at = (i * 7919 * 131) % (text.length - 10);
      updates = [];
      const delta = new Delta().retain(at);
      if (i % 3 === 0) delta.retain(4, { "del:USA": `USA:k${seenBehind}-${i}` });
      else delta.insert("x", { ins: `USA:k${seenBehind}-${i}` });
      text.write(delta, "bench");
      const begin = performance.now();
      guard(replica, USA, updates[0]!, Math.max(1, replica.seq - seenBehind), "2026-01-01T00:00:00.000Z");
      times.push(performance.now() - begin);
    }
    return median(times);
  };
  return { load: median(loads), guard: measure(0), lagging: measure(5) };
}
