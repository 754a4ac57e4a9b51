import { FileCode, FilePlus2, FileText, FileType } from "lucide";
import { carryOut } from "../carry-out.ts";
import { mayEditDirectly } from "../rights.ts";
import type { ShownView } from "../session.ts";
import { t } from "../text/index.ts";
import { useUi } from "../ui.ts";
import { Icon } from "./Icon.tsx";
import { MenuGroup, MenuItem } from "./Popup.tsx";

const VIEWS: readonly ShownView[] = ["final", "redline", "original"];
/** As they are listed; those alone that the server writes. */
const FORMATS = {
  docx: FileType,
  pdf: FileType,
  html: FileCode,
  akn: FileCode,
  txt: FileText,
  json: FileText,
};

/** What the draft can be had as, and for those who may, a draft out of a document. */
export function ExportItems() {
  const ui = useUi();
  const { me, draft } = ui.session;
  const formats = Object.entries(FORMATS).filter(([format]) => draft.value.formats.includes(format));
  return (
    <>
      {VIEWS.map((view) => (
        <MenuGroup key={view} label={t(`export-${view}`)}>
          <div class="menu-columns" role="none">
            {formats.map(([format, icon]) => (
              <MenuItem key={format} onChoose={() => void carryOut(ui, (commands) => commands.exportAs(view, format))}>
                <Icon of={icon} size={16} />
                <span>{t(`export-as-${format}`)}</span>
              </MenuItem>
            ))}
          </div>
        </MenuGroup>
      ))}
      {mayEditDirectly(me.value.role) && (
        <MenuGroup label={t("import-group")}>
          <MenuItem onChoose={() => (ui.importing.value = true)}>
            <Icon of={FilePlus2} size={16} />
            <span>{t("import-open")}</span>
          </MenuItem>
        </MenuGroup>
      )}
    </>
  );
}
