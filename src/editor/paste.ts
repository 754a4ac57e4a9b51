/** What comes and goes by the clipboard. */
import { Fragment, type Node, type ResolvedPos, Slice } from "prosemirror-model";
import type { EditorView } from "prosemirror-view";
import { type Attributes, FORMATS, type Labelling } from "../../schema/index.ts";
import { blockOf, markOf, nodes } from "../../schema/nodes.ts";
import type { EditorCore } from "../collab/binding.ts";
import { asProposedBy } from "../collab/joins.ts";
import { withoutScripts } from "./inert.ts";

const FORMAT_NAMES: readonly string[] = FORMATS;

/** Text and formatting alone: nobody's proposals, comments or ids come along, and no text that is proposed to go. */
export function withoutRevisions(fragment: Fragment, plainBlock: Attributes = {}): Fragment {
  const kept: Node[] = [];
  fragment.forEach((node) => {
    if (node.isTextblock) {
      const { role, level, part, id } = markOf(node);
      const mark = role === undefined ? plainBlock : { role, level, part, ...(role === "footnote" && { id }) };
      kept.push(blockOf(mark, withoutRevisions(node.content)));
    } else if (!node.marks.some(({ type }) => type === nodes.marks.deletion)) {
      kept.push(node.mark(node.marks.filter(({ type }) => FORMAT_NAMES.includes(type.name))));
    }
  });
  return Fragment.fromArray(kept);
}

/** What a paragraph that is pasted at a place is like when it does not say so itself. */
function likeAt($pos: ResolvedPos, delegation: string): Attributes {
  if ($pos.depth === 0) return {};
  const { role, level, part } = asProposedBy(delegation, markOf($pos.parent));
  return role === "item" ? { role, level, part } : {};
}

/** The reader of what other programs copied; null until it is loaded. */
let foreign: typeof import("./pasted.ts") | null = null;

/**
 * Loads the reader. Text can only be taken from the clipboard while the browser tells of the paste, so it must be there
 * before; and it is a tenth of what a draft needs to show, so it comes after that.
 */
async function load(): Promise<void> {
  try {
    foreign ??= await import("./pasted.ts");
  } catch {
    // Offline: asked for again at the next paste, which the schema alone has to do for.
  }
}

/** Pastes what another program copied. False for what this editor copied, and where ProseMirror has to do it. */
export function pasteForeign(view: EditorView, core: EditorCore, event: ClipboardEvent, labelling: Labelling): boolean {
  const html = event.clipboardData?.getData("text/html") ?? "";
  const text = event.clipboardData?.getData("text/plain") ?? "";
  if (!view.editable || view.composing || (html === "" && text === "") || html.includes("data-pm-slice")) return false;
  if (foreign === null) void load();
  else {
    event.preventDefault();
    foreign.pasteClipboard(core, { html, text }, labelling);
  }
  return event.defaultPrevented;
}

/** Clipboard properties of the editor view. */
export const clipboard = (delegation: string) => {
  void load();
  return {
    transformPastedHTML: withoutScripts,
    transformPasted(slice: Slice, view: EditorView): Slice {
      const like = likeAt(view.state.selection.$from, delegation);
      return new Slice(withoutRevisions(slice.content, like), slice.openStart, slice.openEnd);
    },
    clipboardTextParser(text: string, $context: ResolvedPos): Slice {
      const like = likeAt($context, delegation);
      const lines = text.split(/(?:\r\n?|\n)+/).map((line) => blockOf(like, line === "" ? [] : [nodes.text(line)]));
      return new Slice(Fragment.from(lines), 1, 1);
    },
    clipboardTextSerializer(slice: Slice): string {
      const content = withoutRevisions(slice.content);
      return content.textBetween(0, content.size, "\n");
    },
  };
};
