import { settleNow } from "../deciding.ts";
import { excerptOf } from "../changes.ts";
import { t } from "../text/index.ts";
import { type Settling, useUi } from "../ui.ts";
import { Dependants } from "./Dependants.tsx";
import { Cancel, Dialog, DialogContent } from "./Dialog.tsx";

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
    <DialogContent
      id="settle-title"
      title={name}
      onSend={() => void settleNow(ui, settling)}
      buttons={
        <>
          <Cancel onClick={() => (ui.settling.value = null)} />
          <button type="submit" class="button primary" disabled={ui.deciding.value} autofocus>
            {typeof choice === "string" ? t(`bracket-${choice}`) : t("bracket-choose")}
          </button>
        </>
      }
    >
      <Dependants dependants={dependants} all={ui.session.changes.value} fixed />
      <p class="card-text" dir="auto">
        {excerptOf(text.replaceAll("\n", " ¶ "), 200)}
      </p>
    </DialogContent>
  );
}
