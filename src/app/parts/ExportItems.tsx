import { Columns2, FileCode, FileDiff, FilePlus2, FileText, FileType, ListOrdered } from "lucide";
import { carryOut } from "../carry-out.ts";
import { type DownloadName, downloadOf, downloadsOf } from "../downloads.ts";
import { mayEditDirectly } from "../rights.ts";
import type { ShownView } from "../session.ts";
import { t } from "../text/index.ts";
import { useUi } from "../ui.ts";
import { Icon } from "./Icon.tsx";
import { MenuGroup, MenuItem } from "./Popup.tsx";

const VIEWS: readonly ShownView[] = ["final", "redline", "original"];
const ICONS: Record<DownloadName, typeof FileText> = {
  docx: FileType,
  pdf: FileType,
  html: FileCode,
  "html-sides": Columns2,
  "html-changes": FileCode,
  akn: FileCode,
  txt: FileText,
  json: FileText,
};

/** What the draft can be had as, what it can be compared with, and for those who may, a draft out of a document. */
export function ExportItems() {
  const ui = useUi();
  const { me, draft, proposals } = ui.session;
  const { formats } = draft.value;
  return (
    <>
      {VIEWS.map((view) => (
        <MenuGroup key={view} label={t(`export-${view}`)}>
          <div class="menu-columns" role="none">
            {downloadsOf(formats, view === "redline" ? view : "clean").map((name) => (
              <MenuItem
                key={name}
                onChoose={() => void carryOut(ui, (commands) => commands.exportAs(view, downloadOf(name)))}
              >
                <Icon of={ICONS[name]} size={16} />
                <span>{t(`export-as-${name}`)}</span>
              </MenuItem>
            ))}
          </div>
        </MenuGroup>
      ))}
      {proposals.value.length > 0 && formats.includes("docx") && (
        <MenuGroup label={t("proposals")}>
          <MenuItem onChoose={() => void carryOut(ui, (commands) => commands.exportProposals())}>
            <Icon of={ListOrdered} size={16} />
            <span>{t("export-proposals")}</span>
          </MenuItem>
        </MenuGroup>
      )}
      <MenuGroup label={t("documents")}>
        <MenuItem onChoose={() => (ui.comparing.value = true)}>
          <Icon of={FileDiff} size={16} />
          <span>{t("compare-open")}</span>
        </MenuItem>
        {mayEditDirectly(me.value.role) && (
          <MenuItem onChoose={() => (ui.importing.value = true)}>
            <Icon of={FilePlus2} size={16} />
            <span>{t("import-open")}</span>
          </MenuItem>
        )}
      </MenuGroup>
    </>
  );
}
