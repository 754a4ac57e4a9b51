import { Download } from "lucide";
import { t } from "../text/index.ts";
import { Icon } from "./Icon.tsx";
import { Later } from "./Later.tsx";
import { Popup } from "./Popup.tsx";

export function ExportMenu() {
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
      <Later>{({ ExportItems }) => <ExportItems />}</Later>
    </Popup>
  );
}
