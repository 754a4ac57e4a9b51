import { settleNow } from "../deciding.ts";
import { excerptOf } from "../changes.ts";
import { t } from "../text/index.ts";
import { type Settling, useUi } from "../ui.ts";
import { Dependants } from "./Dependants.tsx";
import { Dialog } from "./Dialog.tsx";

/** Asks before a bracket is settled that reaches others' changes. */
export function SettleDialog() {
  const ui = useUi();
  const shown = ui.settling.value;
  return (
    <Dialog open={shown !== null} labelledBy="settle-title" onClose={() => (ui.settling.value = null)}>
      {shown !== null && <Content {...shown} />}
    </Dialog>
  );
}

function Content(settling: Settling) {
  const ui = useUi();
  const { bracket, choice, dependants } = settling;
  const name = typeof choice === "string" ? t(`bracket-title-${choice}`) : t("bracket-title-alternative");
  const text = typeof choice === "string" ? `[${bracket.text}]` : (bracket.alternatives[choice.alternative] ?? "");
  return (
    <form
      method="dialog"
      class="dialog-content"
      onSubmit={(event) => {
        event.preventDefault();
        void settleNow(ui, settling);
      }}
    >
      <h2 id="settle-title">{name}</h2>
      <div class="dialog-scroll">
        <Dependants dependants={dependants} all={ui.session.changes.value} fixed />
        <p class="card-text" dir="auto">
          {excerptOf(text.replaceAll("\n", " ¶ "), 200)}
        </p>
      </div>
      <div class="dialog-buttons">
        <button type="button" class="button" onClick={() => (ui.settling.value = null)}>
          {t("cancel")}
        </button>
        <button type="submit" class="button primary" disabled={ui.deciding.value} autofocus>
          {typeof choice === "string" ? t(`bracket-${choice}`) : t("bracket-choose")}
        </button>
      </div>
    </form>
  );
}
