import { Check, CloudOff, LoaderCircle } from "lucide";
import { t } from "../text/index.ts";
import { useUi } from "../ui.ts";
import { Icon } from "./Icon.tsx";

/** Whether what I wrote is safe, and where. Read out when it changes to or from offline, not at every keystroke. */
export function SavedState() {
  const { session } = useUi();
  const connection = session.connection.value.state;
  const saved = session.saved.value;
  const state = connection === "connecting" ? "connecting" : connection === "offline" ? "offline" : saved;
  const kept = session.kept.value;
  const tip = state === "offline" && !kept ? "saved-unkept-tip" : `saved-${state}-tip`;
  const icon = state === "saved" ? Check : state === "offline" ? CloudOff : LoaderCircle;
  return (
    <div class="saved" data-state={state} data-kept={kept} data-tip={t(tip)}>
      <Icon of={icon} size={16} />
      <span class="saved-text">
        {t(`saved-${state}`)}
        {state === "offline" && <span class="saved-kept"> {t("saved-kept")}</span>}
      </span>
      <span class="unseen" role="status">
        {state === "offline" ? t("saved-offline") : state === "connecting" ? "" : t("connection-online")}
      </span>
    </div>
  );
}
