import { type ReadonlySignal, signal } from "@preact/signals";

/** Follows a media query for the life of the page. */
function media(query: string): ReadonlySignal<boolean> {
  const list = matchMedia(query);
  const matches = signal(list.matches);
  list.addEventListener("change", () => {
    matches.value = list.matches;
  });
  return matches;
}

/** No room for the panel beside the page. The same width stands in `style/layout.css`. */
export const narrow = media("(width < 68rem)");
/** No room for all tools in one row. */
export const compact = media("(width < 46rem)");
