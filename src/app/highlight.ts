/**
 * Shows the selected and the hovered change in the text. Written as rules of a style sheet rather than into the text's
 * elements, because those belong to the editor.
 */
import { effect } from "@preact/signals";
import type { ChangeId } from "../../schema/index.ts";
import { holding } from "./changes.ts";
import type { Ui } from "./ui.ts";

const rule = (change: ChangeId, property: string): string =>
  `.draft [data-change="${CSS.escape(change)}"]{--tint:var(${property})}`;

/** Follows both signals until the returned function is called. */
export function highlight(ui: Ui): () => void {
  const sheet = new CSSStyleSheet();
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  const stop = effect(() => {
    const rules = (change: ChangeId | null, property: string) => {
      const ids = holding(ui.session.changes.value, change)?.ids ?? (change === null ? [] : [change]);
      return ids.map((id) => rule(id, property)).join("");
    };
    sheet.replaceSync(
      rules(ui.hovered.value, "--tint-hovered") + rules(ui.session.selectedChange.value, "--tint-selected"),
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
