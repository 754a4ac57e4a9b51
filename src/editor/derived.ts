/**
 * What inline objects show, and how brackets look. A reference shows the label of its target, a footnote its number, in
 * the redline both that of the original and that of the final; brackets, which are text, are set off a little.
 */
import type { Node } from "prosemirror-model";
import { Plugin } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";
import {
  type Attributes,
  Delta,
  type LabelPair,
  MARK,
  type Op,
  type Labelling,
  derivedText,
  footnoteNumbers,
  idOf,
  referenceLabels,
  roleOf,
  standsIn,
} from "../../schema/index.ts";
import { markOf, nodes } from "../../schema/nodes.ts";
import { attributesOf, insertOf } from "../collab/projection.ts";
import { labelDOM } from "./decorations.ts";

interface Marked {
  /** Offsets in the block. */
  brackets: { from: number; to: number }[];
  objects: { offset: number; node: Node }[];
  /** A sequence in which references and footnotes show the same: of an item's text only in which views it stands. */
  ops: Op[];
  /** Equal for blocks that have the same effect on what objects show. */
  key: string;
}
const known = new WeakMap<Node, Marked>();

function markedIn(block: Node): Marked {
  let marked = known.get(block);
  if (marked !== undefined) return marked;
  const role = roleOf(markOf(block));
  const isShown = !["item", "footnote"].includes(role) || JSON.stringify(markOf(block)).includes("set:");
  const ops: Op[] = [];
  const [brackets, objects]: [Marked["brackets"], Marked["objects"]] = [[], []];
  block.forEach((node, offset) => {
    const isObject = node.type === nodes.nodes["footnote-ref"] || node.type === nodes.nodes.ref;
    if (isObject) objects.push({ offset, node });
    for (const { index, 0: found } of (node.text ?? "").matchAll(/[[\]]+/g))
      brackets.push({ from: offset + index, to: offset + index + found.length });
    const attributes = attributesOf(node.marks);
    const insert = isShown || isObject ? insertOf(node) : "x";
    ops.push(attributes === undefined ? { insert } : { insert, attributes });
  });
  ops.push({ insert: MARK, attributes: markOf(block) });
  marked = { brackets, objects, ops, key: JSON.stringify(ops) };
  known.set(block, marked);
  return marked;
}

interface Shown {
  labelling: Labelling;
  keys: readonly string[];
  references: ReadonlyMap<string, LabelPair>;
  footnotes: ReadonlyMap<string, LabelPair>;
  decorations: DecorationSet;
}

type References = (sequence: Delta) => ReadonlyMap<string, LabelPair>;

export function derived(
  labelling: () => Labelling,
  referencesIn: References = (sequence) => referenceLabels(sequence, labelling()),
): Plugin<Shown> {
  const plugin: Plugin<Shown> = new Plugin({
    state: {
      init: (_config, { doc }) => shownIn(doc, labelling(), referencesIn, null),
      apply: (tr, before) =>
        tr.docChanged || before.labelling !== labelling() ? shownIn(tr.doc, labelling(), referencesIn, before) : before,
    },
    props: { decorations: (state) => plugin.getState(state)?.decorations },
  });
  return plugin;
}

function shownIn(doc: Node, labelling: Labelling, referencesIn: References, before: Shown | null): Shown {
  const marked = doc.children.map(markedIn);
  const hasObjects = doc.children.some(
    (block, k) => marked[k]!.objects.length > 0 || roleOf(markOf(block)) === "footnote",
  );
  const keys = hasObjects ? marked.map(({ key }) => key) : [];
  const same =
    before?.labelling === labelling &&
    keys.length === before.keys.length &&
    keys.every((key, k) => key === before.keys[k]);
  const sequence = same ? null : new Delta(hasObjects ? marked.flatMap(({ ops }) => ops) : []);
  const references = sequence === null ? before!.references : referencesIn(sequence);
  const footnotes = sequence === null ? before!.footnotes : footnoteNumbers(sequence);
  const found: Decoration[] = [];
  doc.forEach((block, pos, k) => {
    for (const { from, to } of marked[k]!.brackets)
      found.push(Decoration.inline(pos + 1 + from, pos + 1 + to, { class: "bracket" }));
    for (const { offset, node } of marked[k]!.objects) {
      const pair = derivedText(insertOf(node), standing(attributesOf(node.marks)), references, footnotes);
      const at = pos + 1 + offset;
      if (pair !== null) found.push(Decoration.node(at, at + node.nodeSize, shown(pair)));
    }
    const number = roleOf(markOf(block)) === "footnote" ? footnotes.get(idOf(markOf(block))) : undefined;
    if (number !== undefined && (number.original ?? number.final) !== null) {
      const dom = () => labelDOM(number);
      const widget = `footnote ${number.original} ${number.final}`;
      found.push(Decoration.widget(pos + 1, dom, { key: widget, side: -1, ignoreSelection: true }));
    }
  });
  const decorations = found.length === 0 ? DecorationSet.empty : DecorationSet.create(doc, found);
  return { labelling, keys, references, footnotes, decorations };
}

function standing(attributes: Attributes | undefined): { original: boolean; final: boolean } {
  const original = standsIn(attributes, () => false);
  return { original, final: standsIn(attributes, () => true) || !original };
}

/** The attributes from which the style sheet writes the text. */
function shown({ original, final }: LabelPair): Record<string, string> {
  const now = final ?? original ?? "";
  if (original === null || final === null || original === final) return { "data-shown": now };
  return { "data-shown": final, "data-was": original };
}
