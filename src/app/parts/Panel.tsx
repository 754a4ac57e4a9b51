import { CheckCheck, ChevronDown, ChevronUp, ListX, SpellCheck, X } from "lucide";
import type { RefObject } from "preact";
import { useRef } from "preact/hooks";
import { countByDelegation } from "../changes.ts";
import { mayDecide } from "../rights.ts";
import type { ShownChange, Verdict } from "../session.ts";
import { t } from "../text/index.ts";
import { ask, step, useUi } from "../ui.ts";
import { Badge, colourStyle } from "./Badge.tsx";
import { Changes } from "./Changes.tsx";
import { Findings } from "./Findings.tsx";
import { Icon } from "./Icon.tsx";
import { MenuItem, Popup } from "./Popup.tsx";
import { Tool } from "./Tool.tsx";
import { later } from "./later.tsx";
import { compact, narrow } from "./media.ts";

const Brackets = later(async () => (await import("./Brackets.tsx")).Brackets);

export const SHEET = "changes";

/** The pending changes beside the page, or what the drafting check finds; where there is no room, a sheet over it. */
export function Panel() {
  const sheet = useRef<HTMLElement>(null);
  const { checking } = useUi();
  const label = t(checking.value ? "check" : "changes");
  if (!narrow.value) {
    return (
      <aside key="beside" id={SHEET} class="panel" aria-label={label} tabIndex={-1}>
        {checking.value ? (
          <Findings />
        ) : (
          <>
            <PanelHead />
            <Brackets />
            <Changes />
          </>
        )}
      </aside>
    );
  }
  const close = () => sheet.current?.hidePopover();
  return (
    <aside key="sheet" id={SHEET} ref={sheet} class="panel sheet" popover="auto" aria-label={label} tabIndex={-1}>
      {checking.value ? (
        <Findings onClose={close} onReveal={compact.value ? close : undefined} />
      ) : (
        <>
          <PanelHead sheet={sheet} />
          <Brackets onReveal={compact.value ? close : undefined} />
          <Changes onReveal={compact.value ? close : undefined} />
        </>
      )}
    </aside>
  );
}

function PanelHead({ sheet }: { sheet?: RefObject<HTMLElement | null> }) {
  const ui = useUi();
  const { session, listed, filter } = ui;
  const all = session.changes.value;
  const counts = countByDelegation(all);
  const chosen = counts.some(({ delegation }) => delegation === filter.value) ? filter.value : null;
  return (
    <div class="panel-head">
      <div class="panel-title">
        <h2>
          {t("changes")} <span class="count">{listed.value.length}</span>
        </h2>
        <span class="panel-tools">
          {mayDecide(session.me.value.role) && all.length > 0 && <DecideMenu />}
          <Tool icon={ChevronUp} label={t("previous")} disabled={all.length === 0} onPress={() => step(ui, -1)} />
          <Tool icon={ChevronDown} label={t("next")} disabled={all.length === 0} onPress={() => step(ui, 1)} />
          <Tool icon={SpellCheck} label={t("check")} onPress={() => (ui.checking.value = true)} />
          {sheet !== undefined && <Tool icon={X} label={t("close")} onPress={() => sheet.current?.hidePopover()} />}
        </span>
      </div>
      {counts.length > 1 && (
        <div class="filters" role="group" aria-label={t("filter")}>
          <button type="button" class="filter" aria-pressed={chosen === null} onClick={() => (filter.value = null)}>
            {t("filter-all")} <span class="count">{all.length}</span>
          </button>
          {counts.map(({ delegation, count }) => (
            <button
              key={delegation}
              type="button"
              class="filter"
              style={colourStyle(delegation)}
              aria-pressed={chosen === delegation}
              onClick={() => (filter.value = chosen === delegation ? null : delegation)}
            >
              <span class="filter-dot" />
              <bdi>{delegation}</bdi> <span class="count">{count}</span>
            </button>
          ))}
        </div>
      )}
    </div>
  );
}

const VERDICTS: readonly Verdict[] = ["accept", "reject"];

/** The chair's decisions on many changes at once. */
function DecideMenu() {
  const { session } = useUi();
  const all = session.changes.value;
  const active = new Set(session.activeChanges.value);
  const selection = all.filter(({ ids }) => ids.some((id) => active.has(id)));
  return (
    <Popup
      kind="menu"
      label={t("decide")}
      class="button small"
      button={
        <>
          {t("decide")}
          <Icon of={ChevronDown} size={14} />
        </>
      }
      keepsFocus
    >
      <DecideRow name={t("decide-selection")} changes={selection} delegation={null} />
      <hr class="menu-line" />
      {countByDelegation(all).map(({ delegation }) => (
        <DecideRow
          key={delegation}
          name={delegation}
          changes={all.filter((change) => change.delegation === delegation)}
          delegation={delegation}
        />
      ))}
    </Popup>
  );
}

interface RowProps {
  name: string;
  changes: readonly ShownChange[];
  /** The delegation when these are all of its changes. */
  delegation: string | null;
}

function DecideRow({ name, changes, delegation }: RowProps) {
  const ui = useUi();
  const count = changes.length;
  return (
    <div class="decide-row" role="group" aria-label={t("decide-row", { name, count })}>
      <span class="decide-name">
        {delegation === null ? name : <Badge delegation={delegation} />} <span class="count">{count}</span>
      </span>
      {VERDICTS.map((verdict) => (
        <MenuItem key={verdict} disabled={count === 0} onChoose={() => ask(ui, verdict, changes, delegation)}>
          <Icon of={verdict === "accept" ? CheckCheck : ListX} size={16} />
          <span>{t(verdict)}</span>
        </MenuItem>
      ))}
    </div>
  );
}
