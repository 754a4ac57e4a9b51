const behavior = (): ScrollBehavior => (matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth");

/** Scrolls the page to an element, smoothly unless the reader asked for less motion. */
export function bringIntoSight(element: Element): void {
  element.scrollIntoView({ block: "center", behavior: behavior() });
}

/**
 * Scrolls `container` alone until `element` shows below its sticky head: `scrollIntoView` would scroll the page as well,
 * and end another smooth scrolling that is under way there.
 */
export function bringIntoSightOf(container: Element, element: Element, headHeight: number): void {
  const [outer, inner] = [container.getBoundingClientRect(), element.getBoundingClientRect()];
  const above = inner.top - (outer.top + headHeight + MARGIN);
  const below = inner.bottom - (outer.bottom - MARGIN);
  const by = above < 0 ? above : below > 0 ? Math.min(below, above) : 0;
  if (by !== 0) container.scrollBy({ top: by, behavior: behavior() });
}

const MARGIN = 44;

/** Scrolls the page until the beginning of `element` shows above what covers its lower part. */
export function bringAbove(cover: Element, element: Element): void {
  const first = element.getClientRects()[0];
  const by = first === undefined ? 0 : first.bottom - (cover.getBoundingClientRect().top - MARGIN);
  if (by > 0) scrollBy({ top: by, behavior: behavior() });
}

/** Moves the name of a caret sideways so far that it ends where the text does. */
export function keepWithin(text: HTMLElement, name: HTMLElement): void {
  name.style.translate = "";
  const [outer, inner] = [text.getBoundingClientRect(), name.getBoundingClientRect()];
  const by = Math.min(0, outer.right - inner.right) + Math.max(0, outer.left - inner.left);
  if (by !== 0) name.style.translate = `${by}px`;
}
