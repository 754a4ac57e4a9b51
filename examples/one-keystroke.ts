/** What happens to one keystroke? A delegate of USA types "s" behind "security"; the value after every stage is printed. */
import { EditorState, TextSelection } from "prosemirror-state";
import * as Y from "yjs";
import { type Attributes, Delta, MARK, type Op, plainText, view } from "../schema/index.ts";
import { EditorCore } from "../src/collab/binding.ts";
import { DraftText } from "../src/collab/draft-text.ts";
import { docDiff } from "../src/collab/edit-delta.ts";
import { track } from "../src/revision/index.ts";
import { admit } from "../server/admission.ts";
import { MemoryLog } from "../server/log.ts";
import { Room } from "../server/room.ts";

const show = (stage: string, value: unknown) =>
  console.log(`${stage.padEnd(10)}${typeof value === "string" ? value : JSON.stringify(value)}`);
const mark = (id: string): Attributes => ({ id, role: "item", part: "operative" });
const ops: Op[] = [{ insert: "network security" }, { insert: MARK, attributes: mark("p1") }];

// A server with the draft, and two people who have it on their screens.
let serverId = 1;
const log = new MemoryLog();
const room = new Room("draft", log, {
  window: 0,
  clientId: () => serverId++,
  now: () => new Date("2026-10-05T02:00:00Z"),
});
await room.create({ ops, changes: {}, comments: {} });
const person = (name: string, delegation: string, clientId: number) => {
  const doc = new Y.Doc();
  doc.clientID = clientId;
  Y.applyUpdate(doc, room.answer(Y.encodeStateVector(doc)).update);
  const text = new DraftText(doc.getText("draft"));
  return {
    doc,
    text,
    core: new EditorCore(text, { me: { name, delegation, role: "delegate" }, mode: "propose", session: "k" }),
  };
};
const usa = person("Marian", "USA", 101);
const france = person("Amélie", "F", 102);

// 1. The key: ProseMirror makes a transaction of it.
const { core } = usa;
core.dispatch(core.state.tr.setSelection(TextSelection.create(core.state.doc, 17)));
const key = EditorState.create({ doc: core.state.doc }).tr.insertText("s", 17);
show("key", key.steps[0]!.toJSON());

// 2. and 3. The edit that it means, and the proposal that the edit becomes.
const { delta: edit } = docDiff(key);
show("edit", edit.ops);
const author = { delegation: "USA", change: "USA:k-1", owns: () => false, markId: () => "k-2" };
show("track", track(usa.text.sequence(), edit, author).ops);

// 4. The same by the editor itself: its state and the Y.Text have the tracked result; Yjs makes an update of it.
let update = new Uint8Array();
usa.doc.on("update", (bytes: Uint8Array) => {
  update = bytes as Uint8Array<ArrayBuffer>;
});
core.dispatch(core.state.tr.insertText("s", 17));
show("editor", core.state.doc.firstChild!.toString());
show(
  "update",
  Y.decodeUpdate(update)
    .structs.map((struct) => (struct as Y.Item).content)
    .map((content) => {
      if (content instanceof Y.ContentString) return content.str;
      const { key: name, value } = content as unknown as { key: string; value: unknown };
      return `${name}=${JSON.stringify(value)}`;
    }),
);

// 5. The server: is it what an honest client sends? Then it is applied, guarded, and written to the log.
const applicant = { member: "marian", delegation: "USA", rights: "propose" } as const;
const server = person("server", "SEC", 103);
show(
  "admit",
  admit(update, applicant, {
    text: server.text.text,
    ownerOf: () => undefined,
    isServer: () => false,
    keptKeys: new Set(),
  }).kind,
);
const frames: Uint8Array[] = [];
const peer = (name: string, delegation: string) => ({
  actor: { member: name.toLowerCase(), name, role: "delegate" as const, delegation },
  seen: room.seq,
  entries: (bytes: Uint8Array) => void frames.push(bytes),
  durable: (n: number, seq: number) => show("durable", `update ${n} is on disk at log position ${seq}`),
  returned: (words: unknown) => show("returned", words),
  close: (code: number, reason: string) => show("close", `${code} ${reason}`),
});
const marian = peer("Marian", "USA");
room.connect(peer("Amélie", "F"));
room.receive(marian, update, 1);
await room.settled();
const entry = (await log.read("draft", 0)).at(-1)!;
show("entry", { seq: entry.seq, member: entry.member, changes: entry.changes, repairs: entry.repairs });

// 6. The other screen: the frame becomes a Delta, the Delta steps.
france.text.observe((change) => show("change", change.ops));
Y.applyUpdate(france.doc, frames[0]!);
show("screen", france.core.state.doc.firstChild!.toString());
const sequence = new Delta(france.text.sequence().ops);
show("original", plainText(view(sequence, "original").ops as Op[]).trim());
show("final", plainText(view(sequence, "final").ops as Op[]).trim());
show(
  "panel",
  room.pending().map(({ id, by, delegation, inserts }) => ({ id, by, delegation, inserts })),
);
