/** Carries out the edits of a scenario, each on its author's own copy, and delivers them. */
import { Delta, MARK, type Attributes, type Op, attributesDiff, itemsOf, paragraphs } from "../../schema/index.ts";
import { agree } from "../../server/agreement.ts";
import { type Client, Network } from "../network.ts";
import { CHAIR } from "../stories/stage.ts";
import { type Edit, type Scenario, sequenceOf } from "./scenario.ts";

const DIRECT = ["SEC", "CHAIR"];
export const isDirect = ({ by, mode }: Edit): boolean =>
  (mode ?? (DIRECT.includes(by) ? "direct" : "propose")) === "direct";

/** Those who edit, in the order of their names. */
export const peopleOf = ({ before = [], edits }: Scenario): string[] =>
  [...new Set([...before, ...edits].map(({ by }) => by))].sort();

/** The orders of arrival in which a scenario is told. */
export function ordersOf(scenario: Scenario): string[][] {
  if (scenario.order !== undefined) return [scenario.order];
  const apart = [...new Set(scenario.edits.map(({ by }) => by))].sort();
  return apart.length > 1 ? [apart, [...apart].reverse()] : [apart];
}

export async function perform(scenario: Scenario, order: readonly string[]): Promise<Network> {
  let ids = 0;
  const network = await Network.open(sequenceOf(scenario.base, () => `p${++ids}`).ops as Op[]);
  const clients = new Map(
    peopleOf(scenario).map((name) => {
      const role = name === "SEC" ? "secretary" : name === "CHAIR" ? "chair" : "delegate";
      return [name, network.join(name.toLowerCase(), name.split(".")[0]!, role)];
    }),
  );
  for (const edit of scenario.before ?? []) {
    carryOut(clients.get(edit.by)!, edit);
    await network.drain();
  }
  for (const edit of scenario.edits) carryOut(clients.get(edit.by)!, edit);
  if (scenario.agreed !== undefined) {
    const marks = paragraphs(network.sequence(), "original");
    const wanted = scenario.agreed.map((words) => marks.find(({ text }) => text.includes(words))!.mark.id as string);
    await network.room.perform(CHAIR, agree(CHAIR, wanted, true));
  }
  for (const name of order) await clients.get(name)!.send();
  await network.drain();
  return network;
}

function carryOut(client: Client, edit: Edit): void {
  const mode = isDirect(edit) ? "direct" : "propose";
  const page = new Page(client);
  if ("type" in edit) {
    const at = page.caret(edit.at);
    const delta = new Delta().retain(at);
    edit.type.split("¶").forEach((words, i) => {
      if (i > 0) delta.insert(MARK, page.likeAt(at));
      delta.insert(words);
    });
    client.edit(delta, mode);
  } else if ("delete" in edit) {
    const [from, to] = page.stretch(edit.delete);
    client.delete(from, to - from, mode);
  } else if ("replace" in edit) {
    const [from, to] = page.stretch(edit.replace);
    client.edit(
      new Delta()
        .retain(from)
        .insert(edit.with)
        .delete(to - from),
      mode,
    );
  } else if ("split" in edit) {
    const at = page.caret(edit.split);
    client.split(at, mode, page.likeAt(at));
  } else if ("join" in edit) {
    const [from] = page.stretch(edit.join);
    const lower = page.markAfter(from + 1);
    const like = attributesDiff(pick(page.attributes(lower)), pick(page.attributes(from)));
    client.edit(
      new Delta()
        .retain(from)
        .delete(1)
        .retain(lower - from - 1)
        .retain(1, like),
      mode,
    );
  } else if ("insert" in edit) {
    client.edit(new Delta().retain(page.caret(edit.at)).concat(sequenceOf(edit.insert, null)), mode);
  } else if ("move" in edit) {
    const [from, to] = page.stretch(edit.move);
    client.move(from, to - from, page.caret(edit.to), mode);
  } else if ("format" in edit || "unformat" in edit) {
    const [from, to] = page.stretch(edit.of);
    client.set(from, to - from, "format" in edit ? { [edit.format]: true } : { [edit.unformat]: null }, mode);
  } else {
    const wanted = "level" in edit ? { level: edit.level } : { role: edit.role };
    client.set(page.markAfter(page.stretch(edit.of)[0]), 1, wanted, mode);
  }
}

const pick = ({ role, part, level }: Attributes): Attributes => ({
  ...(role !== undefined && { role }),
  ...(part !== undefined && { part }),
  ...(level !== undefined && { level }),
});

/** What an author has before his or her eyes: the own redline with all that is struck and inserted in it. */
class Page {
  private readonly items;
  private readonly text: string;

  constructor(client: Client) {
    this.items = [...itemsOf(client.text.sequence().ops as Op[])];
    this.text = this.items.map(({ insert }) => (insert === MARK ? "¶" : insert)).join("");
  }

  private find(words: string): number {
    const index = this.text.indexOf(words);
    if (index < 0) throw new Error(`"${words}" is not in "${this.text}"`);
    if (this.text.includes(words, index + 1)) throw new Error(`"${words}" is in "${this.text}" twice`);
    return index;
  }
  caret(place: string): number {
    const [before, after] = place.split("^");
    if (after === undefined) throw new Error(`no caret in "${place}"`);
    return this.find(before! + after) + before!.length;
  }
  stretch(place: string): [number, number] {
    const [, before, inner, after] = /^(.*?)\[(.*)\](.*)$/.exec(place) ?? ["", "", place, ""];
    const from = this.find(before! + inner! + after!) + before!.length;
    return [from, from + inner!.length];
  }
  attributes(index: number): Attributes {
    return this.items[index]?.attributes ?? {};
  }
  markAfter(index: number): number {
    const found = this.text.indexOf("¶", index);
    if (found < 0) throw new Error(`no paragraph at ${index} in "${this.text}"`);
    return found;
  }
  /** What a new mark at this place is like. */
  likeAt(index: number): Attributes {
    return pick(this.attributes(this.markAfter(index)));
  }
}
