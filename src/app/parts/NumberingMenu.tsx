import { Check, ListOrdered } from "lucide";
import { POLICIES, type Policy, SPELLINGS, type Spelling } from "../../../schema/index.ts";
import { mayEditDirectly } from "../rights.ts";
import { carryOut } from "../carry-out.ts";
import { t } from "../text/index.ts";
import { useUi } from "../ui.ts";
import { Icon } from "./Icon.tsx";
import { MenuGroup, MenuItem, Popup } from "./Popup.tsx";

/** How the draft numbers its items, for everybody in it: secretary and chair choose. */
export function NumberingMenu() {
  const ui = useUi();
  const { draft, me } = ui.session;
  if (!mayEditDirectly(me.value.role)) return null;
  const { numbering } = draft.value;
  const spelling = numbering.policy === "running" ? SPELLINGS[0] : numbering.spelling;
  const choose = (policy: Policy, as: Spelling) => void carryOut(ui, (commands) => commands.setNumbering(policy, as));
  return (
    <Popup
      kind="menu"
      label={t("numbering")}
      buttonLabel={t("numbering")}
      tip={t("numbering")}
      class="button quiet icon-only"
      placement="bottom-start"
      keepsFocus
      button={<Icon of={ListOrdered} />}
    >
      <MenuGroup label={t("numbering")}>
        {POLICIES.map((policy) => (
          <MenuItem key={policy} checked={policy === numbering.policy} onChoose={() => choose(policy, spelling)}>
            <span class="menu-check">{policy === numbering.policy && <Icon of={Check} size={16} />}</span>
            <span>{t(`numbering-${policy}`)}</span>
          </MenuItem>
        ))}
      </MenuGroup>
      <MenuGroup label={t("numbering-spelling")}>
        {SPELLINGS.map((each) => (
          <MenuItem
            key={each}
            checked={each === spelling}
            disabled={numbering.policy === "running"}
            onChoose={() => choose(numbering.policy, each)}
          >
            <span class="menu-check">{each === spelling && <Icon of={Check} size={16} />}</span>
            <span dir="ltr">{each}</span>
          </MenuItem>
        ))}
      </MenuGroup>
    </Popup>
  );
}
