/**
 * Every structural edit of USA, proposed, and of the secretary, made directly, against every one of F, at one place and
 * around it: what is recorded, not written.
 */
import type { Deed, Scenario } from "./scenario.ts";

const BASE = "{call}resolves¶one two¶three four¶five six¶{call}invites¶seven eight¶";

const USA: Record<string, Deed> = {
  types: { type: "U", at: "thr^ee" },
  pastes: { type: "U¶V", at: "thr^ee" },
  "deletes across paragraphs": { delete: "two¶three" },
  "deletes a paragraph": { delete: "three four¶" },
  "deletes across sections": { delete: "six¶invites" },
  "replaces across paragraphs": { replace: "two¶three", with: "U" },
  splits: { split: "three ^four" },
  joins: { join: "two[¶]three" },
  "adds an item": { insert: "U¶", at: "^five six" },
  "adds a section": { insert: "{call}U¶", at: "^three four" },
  "changes the level": { level: 1, of: "three" },
  "changes the role": { role: "heading", of: "three" },
  formats: { format: "em", of: "three" },
  "moves the item": { move: "three four¶", to: "^one two" },
  "moves a section": { move: "invites¶seven eight¶", to: "^resolves" },
};
const F: Record<string, Deed> = {
  types: { type: "F", at: "thr^ee" },
  pastes: { type: "F¶G", at: "three ^four" },
  "deletes across paragraphs": { delete: "four¶five" },
  "deletes a paragraph": { delete: "three four¶" },
  "replaces within": { replace: "ee fo", with: "F" },
  "replaces across paragraphs": { replace: "four¶five", with: "F" },
  splits: { split: "thr^ee" },
  joins: { join: "four[¶]five" },
  "adds an item": { insert: "F¶", at: "^five six" },
  "adds a section": { insert: "{call}F¶", at: "^five six" },
  "changes the level": { level: 2, of: "three" },
  "changes the role": { role: "text", of: "three" },
  formats: { format: "em", of: "ee fo" },
  "moves the item": { move: "three four¶", to: "^invites" },
  "moves the next item": { move: "five six¶", to: "^three" },
};

const SEC = pick(
  "pastes",
  "deletes a paragraph",
  "deletes across sections",
  "replaces across paragraphs",
  "splits",
  "joins",
  "changes the level",
  "moves the item",
);

function pick(...names: string[]): Record<string, Deed> {
  return Object.fromEntries(names.map((name) => [name, USA[name]!]));
}

/** The cases without their expectations, by file. */
export function pairs(): Map<string, Omit<Scenario, "expect">[]> {
  return new Map([...against("USA", USA), ...against("SEC", SEC)]);
}

const against = (by: string, deeds: Record<string, Deed>): [string, Omit<Scenario, "expect">[]][] =>
  Object.entries(deeds).map(([ours, deed]) => [
    `pairs/${by.toLowerCase()}-${ours.replaceAll(" ", "-")}.json`,
    Object.entries(F).map(([theirs, f]) => ({
      name: `${by} ${ours}, F ${theirs}`,
      hand: false,
      base: BASE,
      edits: [
        { by, ...deed },
        { by: "F", ...f },
      ],
    })),
  ]);
