/**
 * What inline objects show, and how brackets look. A reference shows the label of its target, a footnote its number, in
 * the redline both that of the original and that of the final; brackets, which are text, are set off a little.
 */
import type { Node } from "prosemirror-model";
import { Plugin } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";
import {
  type Attributes,
  type LabelPair,
  type Profile,
  derivedText,
  footnoteNumbers,
  idOf,
  referenceLabels,
  roleOf,
  standsIn,
} from "../../schema/index.ts";
import { markOf, nodes } from "../../schema/nodes.ts";
import { attributesOf, insertOf, sequenceOf } from "../collab/projection.ts";
import { labelDOM } from "./decorations.ts";

interface Marked {
  /** Offsets in the block. */
  brackets: { from: number; to: number }[];
  objects: { offset: number; node: Node }[];
}
const known = new WeakMap<Node, Marked>();

function markedIn(block: Node): Marked {
  let marked = known.get(block);
  if (marked !== undefined) return marked;
  marked = { brackets: [], objects: [] };
  block.forEach((node, offset) => {
    if (node.type === nodes.nodes["footnote-ref"] || node.type === nodes.nodes.ref)
      marked!.objects.push({ offset, node });
    for (const { index, 0: found } of (node.text ?? "").matchAll(/[[\]]+/g))
      marked!.brackets.push({ from: offset + index, to: offset + index + found.length });
  });
  known.set(block, marked);
  return marked;
}

export function derived(profile: Profile): Plugin<DecorationSet> {
  const plugin: Plugin<DecorationSet> = new Plugin({
    state: {
      init: (_config, { doc }) => decorationsOf(doc, profile),
      apply: (tr, before) => (tr.docChanged ? decorationsOf(tr.doc, profile) : before),
    },
    props: { decorations: (state) => plugin.getState(state) },
  });
  return plugin;
}

function decorationsOf(doc: Node, profile: Profile): DecorationSet {
  const found: Decoration[] = [];
  let objects = false;
  let notes = false;
  doc.forEach((block, pos) => {
    const marked = markedIn(block);
    for (const { from, to } of marked.brackets)
      found.push(Decoration.inline(pos + 1 + from, pos + 1 + to, { class: "bracket" }));
    objects ||= marked.objects.length > 0;
    notes ||= roleOf(markOf(block)) === "footnote";
  });
  if (objects || notes) found.push(...shownObjects(doc, profile));
  return found.length === 0 ? DecorationSet.empty : DecorationSet.create(doc, found);
}

/** Only a draft with references or footnotes is read as a whole for them. */
function shownObjects(doc: Node, profile: Profile): Decoration[] {
  const sequence = sequenceOf(doc);
  const [references, footnotes] = [referenceLabels(sequence, profile), footnoteNumbers(sequence)];
  const found: Decoration[] = [];
  doc.forEach((block, pos) => {
    for (const { offset, node } of markedIn(block).objects) {
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
  return found;
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
