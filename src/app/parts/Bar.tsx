import { t } from "../text/index.ts";
import { useUi } from "../ui.ts";
import { ExportMenu } from "./ExportMenu.tsx";
import { Mark } from "./Mark.tsx";
import { MyMenu } from "./MyMenu.tsx";
import { People } from "./People.tsx";
import { SavedState } from "./SavedState.tsx";
import { Tools } from "./Tools.tsx";
import { ViewSwitch } from "./ViewSwitch.tsx";

export function Bar() {
  const { session } = useUi();
  const { title, stage, lang, numbering } = session.draft.value;
  return (
    <header class="bar">
      <div class="bar-title">
        <span class="bar-mark">
          <Mark />
        </span>
        <h1 title={title}>
          <bdi lang={lang}>{title}</bdi>
        </h1>
        {stage !== "" && stage !== "drafting" && <span class="chip">{t("stage", { stage })}</span>}
        {numbering.policy !== "running" && <span class="chip">{t(`numbered-${numbering.policy}`)}</span>}
        <SavedState />
      </div>
      <div class="bar-view">
        <ViewSwitch />
      </div>
      <div class="bar-status">
        <People />
        <ExportMenu />
        <MyMenu />
      </div>
      <div class="bar-tools">
        <Tools />
      </div>
    </header>
  );
}
