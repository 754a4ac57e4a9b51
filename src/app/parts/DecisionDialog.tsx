import { TriangleAlert } from "lucide";
import type { Dependant, ShownChange } from "../session.ts";
import { t } from "../text/index.ts";
import { type Question, perform } from "../deciding.ts";
import { useUi } from "../ui.ts";
import { excerptOf, holding } from "../changes.ts";
import { Badge, colourStyle } from "./Badge.tsx";
import { Dialog } from "./Dialog.tsx";
import { Icon } from "./Icon.tsx";
import { Pieces } from "./Pieces.tsx";

const SHOWN = 4;

/** Asks before a decision on several changes, or one that reaches further than it says. */
export function DecisionDialog() {
  const ui = useUi();
  const question = ui.question.value;
  return (
    <Dialog open={question !== null} labelledBy="decision-title" onClose={() => (ui.question.value = null)}>
      {question !== null && <Content question={question} />}
    </Dialog>
  );
}

function Content({ question }: { question: Question }) {
  const ui = useUi();
  const { decision, sight, dependants, delegation } = question;
  const { verdict } = decision;
  const { changes } = sight;
  const busy = ui.deciding.value;
  return (
    <form
      method="dialog"
      class="dialog-content"
      onSubmit={(event) => {
        event.preventDefault();
        void perform(ui, decision, sight);
      }}
    >
      <h2 id="decision-title">
        {delegation === null
          ? t(`${verdict}-title`, { count: changes.length })
          : t(`${verdict}-title-delegation`, { count: changes.length, delegation })}
      </h2>
      <div class="dialog-scroll">
        {dependants.length > 0 && <Dependants dependants={dependants} all={ui.session.changes.value} />}
        <p class="muted">{t(`${verdict}-meaning`, { count: changes.length })}</p>
        <ul class="dialog-list" data-plain={delegation !== null}>
          {changes.slice(0, SHOWN).map((change) => (
            <li key={change.id}>
              {delegation === null && <Badge delegation={change.delegation} />}
              <span class="card-text" style={colourStyle(change.delegation)}>
                <Pieces pieces={change.pieces.slice(0, 2)} />
              </span>
            </li>
          ))}
        </ul>
        {changes.length > SHOWN && <p class="muted">{t("changes-further", { count: changes.length - SHOWN })}</p>}
      </div>
      <div class="dialog-buttons">
        <button type="button" class="button" onClick={() => (ui.question.value = null)}>
          {t("cancel")}
        </button>
        <button type="submit" class="button primary" disabled={busy} autofocus>
          {t(`${verdict}-confirm`, { count: changes.length })}
        </button>
      </div>
    </form>
  );
}

function Dependants({ dependants, all }: { dependants: readonly Dependant[]; all: readonly ShownChange[] }) {
  return (
    <section class="dependants">
      <h3>
        <Icon of={TriangleAlert} size={16} />
        {t("dependants", { count: dependants.length })}
      </h3>
      <ul class="dialog-list">
        {dependants.map(({ change: id, effect, text }, i) => {
          const change = holding(all, id);
          return (
            <li key={`${id} ${i}`}>
              <Badge delegation={id.slice(0, id.indexOf(":"))} />
              <span>
                {change !== undefined && (
                  <span class="muted">
                    <bdi>{change.by}</bdi>:{" "}
                  </span>
                )}
                <q class="dependant-text">{excerptOf(apart(text, change), 140)}</q>
                <span class="dependant-effect">{t(`effect-${effect}`)}</span>
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** The text of a change, with its places set apart when it is all of them. */
function apart(text: string, change: ShownChange | undefined): string {
  const inserts = change?.inserts ?? [];
  return inserts.join("") === text ? inserts.map((insert) => insert.trim()).join(" … ") : text;
}
