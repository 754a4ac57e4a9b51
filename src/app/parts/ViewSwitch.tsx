import { t } from "../text/index.ts";
import { SHOWN_VIEWS } from "../session.ts";
import { useUi } from "../ui.ts";
import { Segments } from "./Segments.tsx";

export function ViewSwitch() {
  const { session } = useUi();
  return (
    <Segments
      label={t("view")}
      value={session.view.value}
      options={SHOWN_VIEWS.map((value) => ({ value, text: t(`view-${value}`) }))}
      onChoose={(view) => session.setView(view)}
    />
  );
}
