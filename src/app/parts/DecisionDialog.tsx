import { type Question, perform } from "../deciding.ts";
import { decisionOf } from "../particulars.ts";
import type { ShownChange } from "../session.ts";
import { t } from "../text/index.ts";
import { useUi } from "../ui.ts";
import { excerptOf } from "../changes.ts";
import { Badge, colourStyle } from "./Badge.tsx";
import { Dependants } from "./Dependants.tsx";
import { Cancel, Dialog, DialogContent } from "./Dialog.tsx";
import { ParticularsFields } from "./ParticularsFields.tsx";
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
  const { verdict, amendments = [], proposal } = decision;
  const { changes } = sight;
  const amending = ui.session.changes.value.filter(({ ids }) => ids.some((id) => amendments.includes(id)));
  const part = Object.values(decision.only ?? {})[0];
  return (
    <DialogContent
      id="decision-title"
      title={titleOf(question)}
      onSend={(data) => void perform(ui, decisionOf(decision, data), sight)}
      buttons={
        <>
          <Cancel onClick={() => (ui.question.value = null)} />
          <button type="submit" class="button primary" disabled={ui.deciding.value} autofocus>
            {t(`${verdict}-confirm`, { count: changes.length })}
          </button>
        </>
      }
    >
      {dependants.length > 0 && <Dependants dependants={dependants} all={ui.session.changes.value} />}
      <p class="muted">
        {part === undefined ? t(`${verdict}-meaning`, { count: changes.length }) : t(`only-meaning-${part}`)}
      </p>
      <List changes={changes} plain={delegation !== null} />
      {amending.length > 0 && (
        <section class="amending">
          <h3>{t("amended-by")}</h3>
          <List changes={amending} plain={false} />
        </section>
      )}
      {verdict === "supersede" && <InFavourOf changes={changes} proposal={proposal} />}
      <ParticularsFields open={question.always} />
    </DialogContent>
  );
}

function titleOf({ decision, sight, delegation }: Question): string {
  const { verdict, proposal, only = {} } = decision;
  const count = sight.changes.length;
  const part = Object.values(only)[0];
  if (proposal !== undefined) return t(`${verdict}-title-proposal`, { number: proposal });
  if (part !== undefined) return t(`only-title-${part}`);
  return delegation === null
    ? t(`${verdict}-title`, { count })
    : t(`${verdict}-title-delegation`, { count, delegation });
}

function List({ changes, plain }: { changes: readonly ShownChange[]; plain: boolean }) {
  return (
    <>
      <ul class="dialog-list" data-plain={plain}>
        {changes.slice(0, SHOWN).map((change) => (
          <li key={change.id}>
            {!plain && <Badge delegation={change.delegation} />}
            <span class="card-text" style={colourStyle(change.delegation)}>
              <Pieces pieces={change.pieces} />
            </span>
          </li>
        ))}
      </ul>
      {changes.length > SHOWN && <p class="muted">{t("changes-further", { count: changes.length - SHOWN })}</p>}
    </>
  );
}

/** What takes the place of what is superseded: another pending change, or another proposal. */
function InFavourOf({ changes, proposal }: { changes: readonly ShownChange[]; proposal: string | undefined }) {
  const { session } = useUi();
  const superseded = new Set(changes.map(({ id }) => id));
  const others = session.changes.value.filter(({ id }) => !superseded.has(id));
  const proposals = session.proposals.value.filter(({ number }) => number !== proposal);
  return (
    <label class="field">
      <span>{t("supersede-by")}</span>
      <select class="input" name="supersededBy" required>
        <option value="">{t("supersede-choose")}</option>
        {proposals.map(({ number, title }) => (
          <option key={number} value={number}>
            {`${number} ${title}`}
          </option>
        ))}
        {others.map(({ id, delegation, inserts, deletes }) => (
          <option key={id} value={id}>
            {`${delegation}: ${excerptOf([...inserts, ...deletes].join(" … "), 60)}`}
          </option>
        ))}
      </select>
    </label>
  );
}
