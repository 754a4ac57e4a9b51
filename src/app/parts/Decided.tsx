/** What was decided, the newest first; the chair can take it back. */
import { useSignal, useSignalEffect } from "@preact/signals";
import { Undo2 } from "lucide";
import { useEffect, useRef } from "preact/hooks";
import { carryOut } from "../carry-out.ts";
import type { Decided as Decision, DecidedChange, DecidedOutcome } from "../commands.ts";
import { piecesOf } from "../pieces.ts";
import { mayDecide } from "../rights.ts";
import { locale, t } from "../text/index.ts";
import { fullTime, timeText } from "../text/time.ts";
import { useUi } from "../ui.ts";
import { Badge, colourStyle } from "./Badge.tsx";
import { Icon } from "./Icon.tsx";
import { Pieces } from "./Pieces.tsx";
import { now } from "./now.ts";

/** Decisions drawn at once, and changes of each. */
const PAGE = 40;
const CHANGES = 5;
/** While the draft goes on, the list is asked for again at this distance in milliseconds at least. */
const BEHIND = 1000;

export function Decided() {
  const { session } = useUi();
  const outcome = useSignal<DecidedOutcome | null>(null);
  const drawn = useSignal(PAGE);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const asked = useRef(-BEHIND);
  const read = async () => {
    timer.current = undefined;
    asked.current = performance.now();
    const commands = await session.commands();
    outcome.value = (await commands?.decisions()) ?? { ok: false, message: t("failed-offline") };
  };
  useSignalEffect(() => {
    void session.changes.value; // both are others whenever the draft is
    void session.proposals.value;
    timer.current ??= setTimeout(() => void read(), asked.current + BEHIND - performance.now());
  });
  useEffect(() => () => clearTimeout(timer.current), []);

  if (outcome.value?.ok !== true || outcome.value.decided.length === 0) return <Nothing outcome={outcome.value} />;
  const { decided } = outcome.value;
  const reopened = new Set(decided.flatMap(({ reopens }) => reopens ?? []));
  return (
    <>
      <ol class="decided">
        {decided.slice(0, drawn.value).map((decision) => (
          <li key={decision.seq}>
            <Item decision={decision} reopened={reopened.has(decision.seq)} onReopened={() => void read()} />
          </li>
        ))}
      </ol>
      {decided.length > drawn.value && (
        <button type="button" class="button more" onClick={() => (drawn.value += PAGE)}>
          {t("decided-more", { count: decided.length - drawn.value })}
        </button>
      )}
    </>
  );
}

function Nothing({ outcome }: { outcome: DecidedOutcome | null }) {
  return (
    <div class="panel-empty" role="status">
      <p>{outcome === null ? t("loading-part") : outcome.ok ? t("decided-none") : outcome.message}</p>
      {outcome?.ok === true && <p class="muted">{t("decided-none-hint")}</p>}
    </div>
  );
}

interface ItemProps {
  decision: Decision;
  reopened: boolean;
  onReopened: () => void;
}

function Item({ decision, reopened, onReopened }: ItemProps) {
  const ui = useUi();
  const { seq, verdict, by, time, changes, paragraphs } = decision;
  const count = paragraphs.length;
  const title = count > 0 ? t(`verdict-${verdict}-paragraphs`, { count }) : t(`verdict-${verdict}`);
  const isTaken = verdict !== "defer" && verdict !== "reopen" && verdict !== "agree";
  const reopen = async () => {
    if (await carryOut(ui, (commands) => commands.reopen(seq), t("notice-reopen"))) onReopened();
  };
  return (
    <article class="decision" data-verdict={verdict} data-seq={seq}>
      <header class="decision-head">
        <h3>{title}</h3>
        <time class="card-time" dateTime={time} title={fullTime(time, locale)}>
          {timeText(time, now.value, locale)}
        </time>
      </header>
      {changes.slice(0, CHANGES).map((change) => (
        <Change key={change.id} change={change} amends={decision.amendments.includes(change.id)} />
      ))}
      {changes.length > CHANGES && <p class="muted">{t("changes-further", { count: changes.length - CHANGES })}</p>}
      <Particulars decision={decision} />
      <footer class="decision-foot">
        <span class="muted">
          <bdi>{by}</bdi>
        </span>
        {reopened ? (
          <span class="muted">{t("decided-reopened")}</span>
        ) : (
          isTaken &&
          mayDecide(ui.session.me.value.role) && (
            <button type="button" class="button small quiet" onClick={() => void reopen()}>
              <Icon of={Undo2} size={14} />
              {t("reopen")}
            </button>
          )
        )}
      </footer>
    </article>
  );
}

function Change({ change, amends }: { change: DecidedChange; amends: boolean }) {
  const { delegation, proposal, verdict } = change;
  return (
    <p class="decision-change" style={colourStyle(delegation)}>
      <Badge delegation={delegation} />
      <span class="card-text">
        {proposal !== undefined && <span class="card-fact">{proposal} </span>}
        {amends && <span class="card-fact">{t("decided-amends")} </span>}
        {verdict !== undefined && <span class="card-fact">{t(`decided-own-${verdict}`)} </span>}
        <Pieces pieces={piecesOf(change)} />
      </span>
    </p>
  );
}

function Particulars({ decision }: { decision: Decision }) {
  const { method, figures, note, reservations = [], supersededBy } = decision;
  return (
    <>
      {supersededBy !== undefined && <p>{t("decided-by", { other: supersededBy })}</p>}
      {method !== undefined && (
        <p>
          {t(`method-${method.replaceAll(" ", "-")}`)}
          {figures !== undefined && `: ${t("figures", figures)}`}
        </p>
      )}
      {note !== undefined && <p class="card-reason">{note}</p>}
      {reservations.map(({ delegation, text }, i) => (
        <p key={i} class="card-reason">
          {t("reservation-of", { delegation })} {text}
        </p>
      ))}
    </>
  );
}
