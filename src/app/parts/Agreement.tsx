import { Lock, LockOpen } from "lucide";
import { carryOut } from "../carry-out.ts";
import { t } from "../text/index.ts";
import { useUi } from "../ui.ts";
import { Icon } from "./Icon.tsx";
import { MenuGroup, MenuItem } from "./Popup.tsx";

/** The chair closes the selected paragraphs to everybody, or opens them again. */
export function Agreement() {
  const ui = useUi();
  const { paragraphs } = ui.session.selection.value;
  const choose = (agreed: boolean) => {
    const ids = paragraphs.filter((each) => each.agreed !== agreed).map(({ id }) => id);
    const done = t(agreed ? "agreement-closed" : "agreement-opened", { count: ids.length });
    void carryOut(ui, (commands) => commands.agree(ids, agreed), done);
  };
  return (
    <MenuGroup label={t("agreement")}>
      <MenuItem disabled={paragraphs.every(({ agreed }) => agreed)} onChoose={() => choose(true)}>
        <Icon of={Lock} size={16} />
        <span>{t("agreement-close")}</span>
      </MenuItem>
      <MenuItem disabled={!paragraphs.some(({ agreed }) => agreed)} onChoose={() => choose(false)}>
        <Icon of={LockOpen} size={16} />
        <span>{t("agreement-open")}</span>
      </MenuItem>
    </MenuGroup>
  );
}
