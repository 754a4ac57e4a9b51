import { FileCode, FileText } from "lucide";
import { carryOut } from "../carry-out.ts";
import type { ExportFormat, ShownView } from "../session.ts";
import { t } from "../text/index.ts";
import { useUi } from "../ui.ts";
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
            <MenuItem key={format} onChoose={() => void carryOut(ui, (commands) => commands.exportAs(view, format))}>
              <Icon of={format === "txt" ? FileText : FileCode} size={16} />
              <span>{t(`export-as-${format}`)}</span>
            </MenuItem>
          ))}
        </MenuGroup>
      ))}
    </>
  );
}
