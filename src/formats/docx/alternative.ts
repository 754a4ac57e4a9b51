import { type Element, childOf } from "./xml.ts";

/** Of contents that say the same in several ways, the one that Word takes: the first. */
export const alternative = (element: Element): Element =>
  childOf(element, "mc:Choice") ?? childOf(element, "mc:Fallback") ?? { ...element, elements: [], text: "" };
