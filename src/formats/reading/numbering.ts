/** Whether the labels of a document are those of its original that stay, with `bis` and `ter` between them. */
import {
  type Attributes,
  type ChangeId,
  Delta,
  type Labelling,
  type Numbering,
  type Op,
  SPELLINGS,
  type Setting,
  isNumbering,
  labelsOf,
  parseKey,
} from "../../../schema/index.ts";
import { type Kept, SOME_LABEL, stemOf } from "./labels.ts";
import type { Recognised, Roles } from "./roles.ts";
import { type As, VIEWS } from "./views.ts";

/** Paragraphs up to which it is tried: five hundred pages have no more. */
const MOST = 10_000;

export interface Numbered {
  numbering: Numbering;
  /** Without the labels that are derived now. */
  ops: Op[];
  /** What only proposed such a label. */
  changes: Set<ChangeId>;
}

/**
 * The sequence with the numbering that gives each label which the document shows, in both views: that which it was `told`
 * to have, or else a provisional one. Null where none does, or where running numbering needs no label that is kept.
 * `roles` are those of the paragraphs in each view.
 */
export function numberedAs(
  ops: readonly Op[],
  roles: readonly Roles[],
  kept: Record<As, readonly (Kept | null)[]>,
  labelling: Labelling,
  told: Numbering | undefined,
): Numbered | null {
  const keeps = (as: As) => kept[as].some((each) => each !== null && isNumbering(each.label));
  // The labels of the original are its own: where one of them is no running one, no other numbering gives it.
  const isBetween = !keeps("original") && keeps("final") && roles.length <= MOST;
  const tried: Numbering[] = [
    ...(told === undefined || told.policy === "running" ? [] : [told]),
    ...(isBetween ? SPELLINGS.map((spelling) => ({ policy: "provisional" as const, spelling })) : []),
  ];
  if (tried.length === 0) return null;
  const changes = new Set<ChangeId>();
  const free = ops.map((op) => withoutLabel(op, changes));
  const sequence = new Delta(free as Delta["ops"]);
  for (const numbering of tried) {
    const derives = VIEWS.every((as) => {
      const derived = labelsOf(sequence, as, { ...labelling, numbering });
      const shown = roles.flatMap((each) => each[as] ?? []);
      return shown.every((item, i) => shows(item, derived[i] ?? null));
    });
    if (derives) return { numbering, ops: free, changes };
  }
  return null;
}

/** Whether a label is the one that a document shows; what Word counts has a template's signs around it. */
function shows({ role, label, counted }: Recognised, derived: string | null): boolean {
  if (role !== "item" || label === "") return derived === null;
  if (label === SOME_LABEL || derived === label) return true;
  return counted && (derived === null || stemOf(derived) === stemOf(label));
}

/** A mark without a label that numbers it, and without proposals for one, whose changes are noted. */
function withoutLabel(op: Op, changes: Set<ChangeId>): Op {
  if (op.attributes === undefined) return op;
  const attributes: Attributes = {};
  let isSame = true;
  for (const [key, value] of Object.entries(op.attributes)) {
    const k = parseKey(key);
    const isSetting = k.kind === "set" && k.attribute === "label";
    if (isSetting) changes.add((value as Setting).change);
    if (isSetting || (key === "label" && isNumbering(String(value)))) isSame = false;
    else attributes[key] = value;
  }
  return isSame ? op : { ...op, attributes };
}
