/**
 * Shows the selected and the hovered change in the text, and what moves: that is there twice, with two lines, as in Word.
 * Written as rules of a style sheet rather than into the text's elements, because those belong to the editor.
 */
import { computed, effect } from "@preact/signals";
import type { ChangeId } from "../../schema/index.ts";
import { holding } from "./changes.ts";
import type { Ui } from "./ui.ts";

const rule = (change: ChangeId, style: string): string => `.draft [data-change="${CSS.escape(change)}"]{${style}}`;
const MOVED = "text-decoration-style:double;text-decoration-thickness:1px";

/** Follows both signals until the returned function is called. */
export function highlight(ui: Ui): () => void {
  const sheet = new CSSStyleSheet();
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  const moves = computed(() =>
    ui.session.changes.value
      .filter(({ moved }) => moved)
      .flatMap(({ ids }) => ids.map((id) => rule(id, MOVED)))
      .join(""),
  );
  const stop = effect(() => {
    const rules = (change: ChangeId | null, property: string) => {
      const ids = holding(ui.session.changes.value, change)?.ids ?? (change === null ? [] : [change]);
      return ids.map((id) => rule(id, `--tint:var(${property})`)).join("");
    };
    sheet.replaceSync(
      moves.value +
        rules(ui.hovered.value, "--tint-hovered") +
        rules(ui.session.selectedChange.value, "--tint-selected"),
    );
  });
  return () => {
    stop();
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet);
  };
}

/** The innermost change at an element of the text, or null. */
export function changeAt(target: EventTarget | null): ChangeId | null {
  const element = target instanceof Element ? target.closest("[data-change]") : null;
  return element?.getAttribute("data-change") ?? null;
}
