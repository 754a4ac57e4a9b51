import { CheckCheck, ChevronDown, ListX } from "lucide";
import { countByDelegation } from "../changes.ts";
import { ask } from "../deciding.ts";
import type { ShownChange, Verdict } from "../session.ts";
import { t } from "../text/index.ts";
import { useUi } from "../ui.ts";
import { Badge } from "./Badge.tsx";
import { Icon } from "./Icon.tsx";
import { MenuItem, Popup } from "./Popup.tsx";

const VERDICTS: readonly Verdict[] = ["accept", "reject"];

/** The chair's decisions on many changes at once. */
export function DecideMenu() {
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
        <MenuItem
          key={verdict}
          disabled={count === 0}
          onChoose={() => void ask(ui, { verdict }, changes, { delegation })}
        >
          <Icon of={verdict === "accept" ? CheckCheck : ListX} size={16} />
          <span>{t(verdict)}</span>
        </MenuItem>
      ))}
    </div>
  );
}
