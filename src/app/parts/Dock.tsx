import { ChevronDown, ChevronUp, X } from "lucide";
import { useEffect, useRef } from "preact/hooks";
import { t } from "../text/index.ts";
import { step, useUi } from "../ui.ts";
import { Card } from "./Card.tsx";
import { SHEET } from "./Panel.tsx";
import { Tool } from "./Tool.tsx";
import { compact, narrow } from "./media.ts";
import { bringAbove } from "./motion.ts";

/** Where there is no room for the panel: the way to it, and the selected change. */
export function Dock() {
  const ui = useUi();
  const peek = useRef<HTMLDivElement>(null);
  const id = ui.selected.value?.id;
  useEffect(() => {
    const run = id === undefined ? null : document.querySelector(`.draft [data-change="${CSS.escape(id)}"]`);
    if (peek.current !== null && run !== null) bringAbove(peek.current, run);
  }, [id]);
  if (!narrow.value || !ui.session.ready.value) return null;
  const selected = ui.selected.value;
  const count = ui.session.changes.value.length;
  return (
    <section class="dock" aria-label={t("dock")}>
      {compact.value && selected !== null && (
        <div class="peek" ref={peek}>
          <Card key={selected.id} change={selected} reachable />
          <Tool icon={X} label={t("close")} onPress={() => ui.session.select(null)} />
        </div>
      )}
      <div class="dock-bar">
        <Tool icon={ChevronUp} label={t("previous")} disabled={count === 0} onPress={() => step(ui, -1)} />
        <button type="button" class="button dock-button" popovertarget={SHEET}>
          {t("changes-count", { count })}
        </button>
        <Tool icon={ChevronDown} label={t("next")} disabled={count === 0} onPress={() => step(ui, 1)} />
      </div>
    </section>
  );
}
