/** The text that a document shows, whatever it stands in: what a reader takes of it must come to as much. */
import { alternative } from "./alternative.ts";
import { type Element, textIn } from "./xml.ts";

/** How many characters of text stand in an element. */
export function shownIn(element: Element): number {
  const { name } = element;
  if (name === "w:t" || name === "w:delText") return textIn(element).length;
  let count = 0;
  for (const child of (name === "mc:AlternateContent" ? alternative(element) : element).elements)
    count += shownIn(child);
  return count;
}
