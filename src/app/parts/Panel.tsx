import { ChevronDown, ChevronUp, X } from "lucide";
import { useRef } from "preact/hooks";
import { countByDelegation } from "../changes.ts";
import { mayDecide } from "../rights.ts";
import { t } from "../text/index.ts";
import { TABS, type Tab, step, useUi } from "../ui.ts";
import { colourStyle } from "./Badge.tsx";
import { Changes } from "./Changes.tsx";
import { Icon } from "./Icon.tsx";
import { Later } from "./Later.tsx";
import { Tabs } from "./Tabs.tsx";
import { Tool } from "./Tool.tsx";
import { compact, narrow } from "./media.ts";

export const SHEET = "changes";
const SHOWN = "panel-shown";

/** Beside the page, or a sheet over it where there is no room: the pending changes, or what else is chosen. */
export function Panel() {
  const sheet = useRef<HTMLElement>(null);
  const { tab } = useUi();
  const label = t(tab.value);
  if (!narrow.value) {
    return (
      <aside key="beside" id={SHEET} class="panel" aria-label={label} tabIndex={-1}>
        <Content />
      </aside>
    );
  }
  const close = () => sheet.current?.hidePopover();
  return (
    <aside key="sheet" id={SHEET} ref={sheet} class="panel sheet" popover="auto" aria-label={label} tabIndex={-1}>
      <Content onClose={close} onReveal={compact.value ? close : undefined} />
    </aside>
  );
}

interface Props {
  /** Closes the sheet. */
  onClose?: (() => void) | undefined;
  /** Called when a place in the text is shown that the sheet would cover. */
  onReveal?: (() => void) | undefined;
}

function Content({ onClose, onReveal }: Props) {
  const { tab } = useUi();
  const shown = tab.value;
  return (
    <>
      <div class="panel-head">
        <div class="panel-title">
          <h2 class="unseen">{t(shown)}</h2>
          <PanelTabs />
          {onClose !== undefined && (
            <span class="panel-tools">
              <Tool icon={X} label={t("close")} onPress={onClose} />
            </span>
          )}
        </div>
        {shown === "changes" && <ChangesHead />}
      </div>
      <div id={SHOWN} class="panel-shown" role="tabpanel" aria-label={t(shown)}>
        <Shown tab={shown} onReveal={onReveal} />
      </div>
    </>
  );
}

function PanelTabs() {
  const { session, tab, listed } = useUi();
  const count: Partial<Record<Tab, number>> = {
    changes: listed.value.length,
    proposals: session.proposals.value.length,
  };
  return (
    <Tabs
      label={t("panel")}
      controls={SHOWN}
      value={tab.value}
      options={TABS.map((value) => ({
        value,
        text: (
          <>
            {t(value)} {(count[value] ?? 0) > 0 && session.ready.value && <span class="count">{count[value]}</span>}
          </>
        ),
      }))}
      onChoose={(value) => (tab.value = value)}
    />
  );
}

function Shown({ tab, onReveal }: { tab: Tab } & Pick<Props, "onReveal">) {
  switch (tab) {
    case "changes":
      return (
        <>
          <Later>{({ Brackets }) => <Brackets onReveal={onReveal} />}</Later>
          <Changes onReveal={onReveal} />
        </>
      );
    case "proposals":
      return <Later wanted>{({ Proposals }) => <Proposals onReveal={onReveal} />}</Later>;
    case "decided":
      return <Later wanted>{({ Decided }) => <Decided />}</Later>;
    case "check":
      return <Later wanted>{({ Findings }) => <Findings onReveal={onReveal} />}</Later>;
  }
}

function ChangesHead() {
  const ui = useUi();
  const { session, filter, proposal } = ui;
  const all = session.changes.value;
  const counts = countByDelegation(all);
  const chosen = counts.some(({ delegation }) => delegation === filter.value) ? filter.value : null;
  return (
    <div class="panel-row">
      {(counts.length > 1 || proposal.value !== null) && (
        <div class="filters" role="group" aria-label={t("filter")}>
          {proposal.value !== null && (
            <button type="button" class="filter" aria-pressed="true" onClick={() => (proposal.value = null)}>
              <bdi>{proposal.value}</bdi> <Icon of={X} size={12} />
            </button>
          )}
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
      <span class="panel-tools">
        {mayDecide(session.me.value.role) && all.length > 0 && <Later>{({ DecideMenu }) => <DecideMenu />}</Later>}
        <Tool icon={ChevronUp} label={t("previous")} disabled={all.length === 0} onPress={() => step(ui, -1)} />
        <Tool icon={ChevronDown} label={t("next")} disabled={all.length === 0} onPress={() => step(ui, 1)} />
      </span>
    </div>
  );
}
