/** A stretch of the text that somebody is led to: in sight, and marked until another is. */
import type { EditorView } from "prosemirror-view";
import { itemCount, positionAt } from "../collab/projection.ts";

/** The mark's name in style sheets, as `::highlight(place)`. The editor's document knows nothing of it. */
const NAME = "place";

/** Scrolls the page to an element, smoothly unless the reader asked for less motion. */
export function bringIntoSight(element: Element): void {
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  element.scrollIntoView({ block: "center", behavior: still ? "auto" : "smooth" });
}

/** Marks a stretch, given as indexes of the redline, and scrolls to it; null takes the mark away. */
export function showPlace(view: EditorView, place: { from: number; to: number } | null): boolean {
  const marks = typeof Highlight === "undefined" ? null : CSS.highlights; // older browsers scroll only
  marks?.delete(NAME);
  const { doc } = view.state;
  if (place === null || place.from >= place.to || place.to > itemCount(doc)) return false;
  const [start, end] = [positionAt(doc, place.from), positionAt(doc, place.to - 1) + 1];
  const [from, to] = [view.domAtPos(start, 1), view.domAtPos(Math.min(end, doc.content.size), -1)];
  const range = document.createRange();
  range.setStart(from.node, from.offset);
  range.setEnd(to.node, to.offset);
  marks?.set(NAME, new Highlight(range));
  const node = from.node instanceof Element ? from.node : from.node.parentElement;
  if (node !== null) bringIntoSight(node);
  return node !== null;
}
