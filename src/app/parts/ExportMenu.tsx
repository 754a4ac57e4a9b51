import { Download, FileCode, FileText } from "lucide";
import { t } from "../text/index.ts";
import type { ExportFormat, ShownView } from "../session.ts";
import { report, useUi } from "../ui.ts";
import { Icon } from "./Icon.tsx";
import { MenuGroup, MenuItem, Popup } from "./Popup.tsx";

const VIEWS: readonly ShownView[] = ["final", "redline", "original"];
const FORMATS: readonly ExportFormat[] = ["txt", "html"];

export function ExportMenu() {
  const ui = useUi();
  return (
    <Popup
      kind="menu"
      label={t("export")}
      buttonLabel={t("export")}
      class="button quiet"
      button={
        <>
          <Icon of={Download} />
          <span class="wide-only">{t("export")}</span>
        </>
      }
    >
      {VIEWS.map((view) => (
        <MenuGroup key={view} label={t(`export-${view}`)}>
          {FORMATS.map((format) => (
            <MenuItem key={format} onChoose={() => void report(ui, ui.session.exportAs(view, format))}>
              <Icon of={format === "txt" ? FileText : FileCode} size={16} />
              <span>{t(`export-as-${format}`)}</span>
            </MenuItem>
          ))}
        </MenuGroup>
      ))}
    </Popup>
  );
}
