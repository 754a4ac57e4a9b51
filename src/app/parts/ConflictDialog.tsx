import { t } from "../text/index.ts";
import { piecesOf } from "../pieces.ts";
import type { Conflict } from "../session.ts";
import { useUi } from "../ui.ts";
import { Badge, colourStyle } from "./Badge.tsx";
import { Dialog, DialogContent } from "./Dialog.tsx";
import { Pieces } from "./Pieces.tsx";

const SHOWN = 6;

/** Says what changed under a decision that was not taken. */
export function ConflictDialog() {
  const ui = useUi();
  const conflicts = ui.conflicts.value;
  const first = conflicts.find(({ now }) => now !== null);
  const close = () => {
    ui.conflicts.value = [];
  };
  return (
    <Dialog open={conflicts.length > 0} labelledBy="conflict-title" onClose={close}>
      <DialogContent
        id="conflict-title"
        title={t("conflict-title")}
        onSend={() => {
          close();
          if (first !== undefined) ui.session.reveal(first.id);
        }}
        buttons={
          <button type="submit" class="button primary" autofocus>
            {t(first === undefined ? "close" : "conflict-look")}
          </button>
        }
      >
        <p>{t("conflict-meaning", { count: conflicts.length })}</p>
        <ul class="conflicts">
          {conflicts.slice(0, SHOWN).map((conflict) => (
            <OneConflict key={conflict.id} conflict={conflict} />
          ))}
        </ul>
        {conflicts.length > SHOWN && <p class="muted">{t("changes-further", { count: conflicts.length - SHOWN })}</p>}
      </DialogContent>
    </Dialog>
  );
}

function OneConflict({ conflict: { change, now } }: { conflict: Conflict }) {
  return (
    <li class="conflict" style={colourStyle(change.delegation)}>
      <span class="conflict-head">
        <Badge delegation={change.delegation} /> <bdi>{change.by}</bdi>
      </span>
      <dl>
        <dt>{t("conflict-was")}</dt>
        <dd class="card-text">
          <Pieces pieces={change.pieces} />
        </dd>
        <dt>{t("conflict-now")}</dt>
        <dd class={now === null ? undefined : "card-text"}>
          {now === null ? t("conflict-gone") : <Pieces pieces={piecesOf(now)} />}
        </dd>
      </dl>
    </li>
  );
}
