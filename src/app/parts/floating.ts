/** Places what floats beside what it belongs to. Floating UI is not needed for the first sight, so it comes after it. */
import type { Placement } from "@floating-ui/dom";
import { whenIdle } from "../idle.ts";

const load = () => import("@floating-ui/dom");
let library: ReturnType<typeof load> | null = null;

/** Resolves when it is there; asked for again when it could not be had. */
function floatingUi(): ReturnType<typeof load> {
  library ??= load().catch((error: unknown) => {
    library = null;
    throw error;
  });
  return library;
}

/** Gets it while nothing else is to do. */
export function prepareFloating(): void {
  whenIdle(() => void floatingUi().catch(() => undefined), 5000);
}

const GAP = 8;
const LEAST_HEIGHT = 160;

/** Keeps a popup beside its button, within the window, until the returned function is called. */
export function keepBeside(button: HTMLElement, popup: HTMLElement, placement: Placement): () => void {
  let stop = () => {};
  let ended = false;
  const begin = async () => {
    const { autoUpdate, computePosition, flip, offset, shift, size } = await floatingUi();
    if (ended) return;
    const fit = size({
      padding: GAP,
      apply: ({ availableHeight }) => {
        popup.style.maxHeight = `${Math.max(LEAST_HEIGHT, availableHeight)}px`;
      },
    });
    const middleware = [offset(6), flip({ padding: GAP }), shift({ padding: GAP }), fit];
    const place = async () => {
      const { x, y } = await computePosition(button, popup, { strategy: "fixed", placement, middleware });
      Object.assign(popup.style, { left: `${x}px`, top: `${y}px` });
      popup.dataset.placed = "";
    };
    stop = autoUpdate(button, popup, () => void place());
  };
  begin().catch(() => (popup.dataset.placed = "")); // without a connection it shows where the browser puts it
  return () => {
    ended = true;
    stop();
    delete popup.dataset.placed;
  };
}

/** Puts a tag above the line of an element that a point is on. */
export async function putAbove(tag: HTMLElement, element: Element, x: number, y: number): Promise<void> {
  const { computePosition, flip, inline, offset, shift } = await floatingUi();
  const at = await computePosition(element, tag, {
    strategy: "fixed",
    placement: "top-start",
    middleware: [inline({ x, y }), offset(5), flip({ padding: 110 }), shift({ padding: GAP })],
  });
  Object.assign(tag.style, { left: `${at.x}px`, top: `${at.y}px` });
}
