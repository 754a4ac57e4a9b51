import { Check, CircleUserRound } from "lucide";
import { t } from "../text/index.ts";
import { THEMES, setTheme, theme } from "../theme.ts";
import { useUi } from "../ui.ts";
import { Badge } from "./Badge.tsx";
import { Icon } from "./Icon.tsx";
import { MenuGroup, MenuItem, Popup } from "./Popup.tsx";

/** Who I am here, and how the page looks to me. */
export function MyMenu() {
  const { session } = useUi();
  const { name, role, delegation } = session.me.value;
  return (
    <Popup
      kind="menu"
      label={t("me")}
      buttonLabel={t("me-label", { name, delegation, role: t(`role-${role}`) })}
      class="button quiet me"
      button={
        <>
          <span class="me-text">
            <span class="me-name">
              <bdi>{name}</bdi>
            </span>
            <span class="me-role">{t(`role-${role}`)}</span>
          </span>
          <span class="me-badge">
            <Badge delegation={delegation} />
          </span>
          <span class="me-icon">
            <Icon of={CircleUserRound} size={20} />
          </span>
        </>
      }
    >
      <div class="me-card" role="presentation">
        <Badge delegation={delegation} />
        <span>
          <strong>
            <bdi>{name}</bdi>
          </strong>
          <span class="muted">{t(`role-${role}`)}</span>
        </span>
      </div>
      <MenuGroup label={t("theme")}>
        {THEMES.map((value) => (
          <MenuItem key={value} checked={theme.value === value} onChoose={() => setTheme(value)}>
            <span class="menu-check">{theme.value === value && <Icon of={Check} size={16} />}</span>
            <span>{t(`theme-${value}`)}</span>
          </MenuItem>
        ))}
      </MenuGroup>
    </Popup>
  );
}
