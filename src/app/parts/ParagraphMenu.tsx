import { Check, ChevronDown } from "lucide";
import type { Role } from "../../../schema/index.ts";
import { mayDecide } from "../rights.ts";
import { t } from "../text/index.ts";
import { useUi } from "../ui.ts";
import { Icon } from "./Icon.tsx";
import { Later } from "./Later.tsx";
import { MenuGroup, MenuItem, Popup } from "./Popup.tsx";

/** Roles by where they stand in a resolution; those that drafters choose seldom come last. */
const GROUPS: readonly { name: string; roles: readonly Role[] }[] = [
  { name: "body", roles: ["call", "item", "text", "heading"] },
  { name: "head", roles: ["number", "title", "history", "opening"] },
  { name: "rest", roles: ["annex-number", "annex-title", "footnote", "proposal", "reasons"] },
];

export function ParagraphMenu({ disabled }: { disabled: boolean }) {
  const { session } = useUi();
  const { role } = session.selection.value;
  const name = role === null ? t("paragraph-mixed") : t(`paragraph-${role}`);
  return (
    <Popup
      kind="menu"
      label={t("paragraph")}
      buttonLabel={t("paragraph-label", { name })}
      class="button quiet paragraph-button"
      placement="bottom-start"
      disabled={disabled}
      keepsFocus
      button={
        <>
          <span class="paragraph-name">{name}</span>
          <Icon of={ChevronDown} size={16} />
        </>
      }
    >
      {GROUPS.map(({ name, roles }) => (
        <MenuGroup key={name} label={t(`paragraph-group-${name}`)}>
          {roles.map((option) => (
            <MenuItem key={option} checked={option === role} onChoose={() => session.setRole(option)}>
              <span class="menu-check">{option === role && <Icon of={Check} size={16} />}</span>
              <span>{t(`paragraph-${option}`)}</span>
            </MenuItem>
          ))}
        </MenuGroup>
      ))}
      {mayDecide(session.me.value.role) && <Later>{({ Agreement }) => <Agreement />}</Later>}
    </Popup>
  );
}
