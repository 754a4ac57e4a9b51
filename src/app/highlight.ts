/**
 * Shows the selected and the hovered change in the text. Written as rules of a style sheet rather than into the text's
 * elements, because those belong to the editor.
 */
import { effect } from "@preact/signals";
import type { ChangeId } from "../../schema/index.ts";
import type { Ui } from "./ui.ts";

const rule = (change: ChangeId | null, property: string): string =>
  change === null ? "" : `.draft [data-change="${CSS.escape(change)}"]{--tint:var(${property})}`;

/** Follows both signals until the returned function is called. */
export function highlight(ui: Ui): () => void {
  const sheet = new CSSStyleSheet();
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  const stop = effect(() => {
    sheet.replaceSync(
      rule(ui.hovered.value, "--tint-hovered") + rule(ui.session.selectedChange.value, "--tint-selected"),
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
