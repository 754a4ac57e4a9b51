/** What was decided, the newest first; the chair can take it back. */
import { useComputed, useSignal, useSignalEffect } from "@preact/signals";
import { Undo2 } from "lucide";
import { useEffect, useRef } from "preact/hooks";
import { type Target, idOf, paragraphs, targetsOf } from "../../../schema/index.ts";
import { agreementOf } from "../../revision/index.ts";
import { carryOut } from "../carry-out.ts";
import { excerptOf } from "../changes.ts";
import type { Commands, Decided as Decision, DecidedChange, DecidedOutcome } from "../commands.ts";
import { piecesOf } from "../pieces.ts";
import { mayDecide } from "../rights.ts";
import type { Outcome, Session, ShownText } from "../session.ts";
import { locale, t } from "../text/index.ts";
import { fullTime, timeText } from "../text/time.ts";
import { useUi } from "../ui.ts";
import { Badge, colourStyle } from "./Badge.tsx";
import { Icon } from "./Icon.tsx";
import { Pieces } from "./Pieces.tsx";
import { TargetPlace } from "./Targets.tsx";
import { now } from "./now.ts";

/** Decisions drawn at once, and changes of each. */
const PAGE = 40;
const CHANGES = 5;
/** While the draft goes on, the list is asked for again at this distance in milliseconds at least. */
const BEHIND = 1000;

/** What decisions on paragraphs are about. */
interface Places {
  /** Paragraphs by their ids. */
  targets: ReadonlyMap<string, Target>;
  /** Which paragraphs are closed still, by the agreement that closed them. */
  agreed: ReadonlyMap<string, readonly string[]>;
}

function placesIn({ sequence, labelling }: ShownText): Places {
  const agreed = new Map<string, string[]>();
  for (const { mark } of paragraphs(sequence, "redline")) {
    if (typeof mark.agreed === "string") agreed.set(mark.agreed, [...(agreed.get(mark.agreed) ?? []), idOf(mark)]);
  }
  return { targets: new Map(targetsOf(sequence, "final", labelling).map((target) => [target.id, target])), agreed };
}

export function Decided() {
  const { session } = useUi();
  const outcome = useSignal<DecidedOutcome | null>(null);
  const drawn = useSignal(PAGE);
  const places = useComputed(() => placesIn(session.text.value));
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
            <Item
              decision={decision}
              reopened={reopened.has(decision.seq)}
              places={places.value}
              onReopened={() => void read()}
            />
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
  places: Places;
  onReopened: () => void;
}

function Item({ decision, reopened, places, onReopened }: ItemProps) {
  const ui = useUi();
  const { seq, verdict, by, time, changes, paragraphs, bracket } = decision;
  const count = paragraphs.length;
  const title = count > 0 ? t(`verdict-${verdict}-paragraphs`, { count }) : t(`verdict-${verdict}`);
  const way = reopened ? null : wayBack(ui.session, places, decision);
  return (
    <article class="decision" data-verdict={verdict} data-seq={seq}>
      <header class="decision-head">
        <h3>{title}</h3>
        <time class="card-time" dateTime={time} title={fullTime(time, locale)}>
          {timeText(time, now.value, locale)}
        </time>
      </header>
      {bracket !== undefined && <Bracket {...bracket} />}
      {count > 0 && <Paragraphs ids={paragraphs} targets={places.targets} />}
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
          way !== null &&
          mayDecide(ui.session.me.value.role) && (
            <button
              type="button"
              class="button small quiet"
              onClick={() => void carryOut(ui, way.command, way.done).then((done) => done && onReopened())}
            >
              <Icon of={Undo2} size={14} />
              {way.name}
            </button>
          )
        )}
      </footer>
    </article>
  );
}

interface WayBack {
  name: string;
  command: (commands: Commands) => Promise<Outcome>;
  done: string;
}

/** How a decision is taken back; null where it is none that can be, or nothing of it is left to take back. */
function wayBack(
  { changes }: Session,
  { agreed }: Places,
  { seq, verdict, changes: decided }: Decision,
): WayBack | null {
  switch (verdict) {
    case "reopen":
      return null;
    case "agree": {
      const ids = agreed.get(agreementOf(seq));
      if (ids === undefined) return null;
      const done = t("agreement-opened", { count: ids.length });
      return { name: t("reopen"), command: (commands) => commands.agree(ids, false), done };
    }
    case "defer": {
      const putOff = new Set(changes.value.flatMap((change) => (change.deferred === true ? change.ids : [])));
      if (!decided.some(({ id }) => putOff.has(id))) return null;
      return { name: t("take-up"), command: (commands) => commands.reopen(seq), done: t("notice-taken-up") };
    }
    default:
      return { name: t("reopen"), command: (commands) => commands.reopen(seq), done: t("notice-reopen") };
  }
}

/** What stood in a bracket, and what was chosen of it. */
function Bracket({ text, choice }: NonNullable<Decision["bracket"]>) {
  return (
    <p class="decision-place">
      <span class="card-fact">
        {typeof choice === "string"
          ? t(`bracket-chosen-${choice}`)
          : t("bracket-chosen-alternative", { number: choice.alternative + 1 })}
      </span>{" "}
      <span class="card-text" dir="auto">
        [{excerptOf(text.replaceAll("\n", " ¶ "))}]
      </span>
    </p>
  );
}

/** The paragraphs that a decision is about, by their labels and first words. */
function Paragraphs({ ids, targets }: { ids: readonly string[]; targets: Places["targets"] }) {
  const found = ids.slice(0, CHANGES).flatMap((id) => targets.get(id) ?? []);
  return (
    <>
      {found.map((target) => (
        <p key={target.id} class="decision-place">
          <TargetPlace target={target} />
        </p>
      ))}
      {ids.length > CHANGES && <p class="muted">{t("paragraphs-further", { count: ids.length - CHANGES })}</p>}
    </>
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
