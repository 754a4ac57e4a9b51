import { FileCode, FileText } from "lucide";
import type { ExportFormat, ShownView } from "../session.ts";
import { t } from "../text/index.ts";
import { report, useUi } from "../ui.ts";
import { Icon } from "./Icon.tsx";
import { MenuGroup, MenuItem } from "./Popup.tsx";

const VIEWS: readonly ShownView[] = ["final", "redline", "original"];
const FORMATS: readonly ExportFormat[] = ["txt", "html"];

/** What the draft can be had as. */
export function ExportItems() {
  const ui = useUi();
  return (
    <>
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
    </>
  );
}
