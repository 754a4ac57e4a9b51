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
