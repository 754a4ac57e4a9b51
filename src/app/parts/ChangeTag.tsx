import { useSignalEffect } from "@preact/signals";
import { type Signal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { holding } from "../changes.ts";
import { locale, t } from "../text/index.ts";
import { timeText } from "../text/time.ts";
import { useUi } from "../ui.ts";
import { Badge } from "./Badge.tsx";
import { putAbove } from "./floating.ts";
import { now } from "./now.ts";

export interface Pointed {
  element: Element;
  x: number;
  y: number;
}

/** Beside the pointer: who proposes what lies under it. Those who do not point have the panel. */
export function ChangeTag({ pointed }: { pointed: Signal<Pointed | null> }) {
  const { session } = useUi();
  const tag = useRef<HTMLDivElement>(null);
  useSignalEffect(() => {
    const at = pointed.value;
    const element = tag.current;
    if (element === null) return;
    if (at === null) return element.hidePopover();
    if (!element.matches(":popover-open")) element.showPopover();
    putAbove(element, at.element, at.x, at.y).catch(() => element.hidePopover());
  });
  const rows = pointed.value === null ? [] : marksAround(pointed.value.element);
  return (
    <div ref={tag} class="tag" popover="manual" aria-hidden="true">
      {rows.map(({ id, kind }) => {
        const change = holding(session.changes.value, id);
        return (
          <div key={id + kind} class="tag-row">
            <Badge delegation={id.slice(0, id.indexOf(":"))} />
            <span>{change?.moved === true && kind !== "sets" ? t(`moved-${kind}`) : t(`tag-${kind}`)}</span>
            {change !== undefined && (
              <span class="muted">
                <bdi>{change.by}</bdi> · {timeText(change.time, now.value, locale)}
              </span>
            )}
          </div>
        );
      })}
    </div>
  );
}

type Kind = "inserts" | "deletes" | "sets";

/** The marks on a place of the text, the outermost first. */
function marksAround(element: Element): { id: string; kind: Kind }[] {
  const rows: { id: string; kind: Kind }[] = [];
  for (let at: Element | null = element; at !== null && !at.matches(".paragraph"); at = at.parentElement) {
    const id = at.getAttribute("data-change");
    if (id !== null) rows.unshift({ id, kind: at.matches("ins") ? "inserts" : at.matches("del") ? "deletes" : "sets" });
  }
  return rows;
}
