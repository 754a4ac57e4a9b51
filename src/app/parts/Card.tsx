import { useComputed } from "@preact/signals";
import { Check, Ellipsis, X } from "lucide";
import { ask } from "../deciding.ts";
import { withoutTwin } from "../pieces.ts";
import { sponsorsOf } from "../proposals.ts";
import { mayDecide } from "../rights.ts";
import type { ShownChange } from "../session.ts";
import { locale, t } from "../text/index.ts";
import { fullTime, timeText } from "../text/time.ts";
import { useUi } from "../ui.ts";
import { Badge, colourStyle } from "./Badge.tsx";
import { Icon } from "./Icon.tsx";
import { Later } from "./Later.tsx";
import { Pieces } from "./Pieces.tsx";
import { Popup } from "./Popup.tsx";
import { now } from "./now.ts";

interface Props {
  change: ShownChange;
  /** Whether the card is the one that Tab reaches in its list. */
  reachable: boolean;
  onReveal?: () => void;
}

/** One pending change: whose it is, since when, and what it does to the text. */
export function Card({ change, reachable, onReveal }: Props) {
  const ui = useUi();
  const { session, hovered } = ui;
  const { id, ids, delegation, by, time, pieces, moved } = change;
  const selected = useComputed(() => session.selectedChange.value === id).value;
  const lit = useComputed(() =>
    ids.some((each) => hovered.value === each || session.activeChanges.value.includes(each)),
  ).value;
  const decides = mayDecide(session.me.value.role);
  return (
    <article
      class="card"
      data-card={id}
      data-selected={selected}
      data-lit={lit}
      style={colourStyle(delegation)}
      onMouseEnter={() => (hovered.value = id)}
      onMouseLeave={() => (hovered.value = null)}
    >
      <button
        type="button"
        class="card-body"
        aria-pressed={selected}
        tabIndex={reachable ? 0 : -1}
        onClick={() => {
          session.reveal(id);
          onReveal?.();
        }}
      >
        <span class="card-head">
          <Badge delegation={delegation} />
          <span class="card-by">
            <bdi>{by}</bdi>
          </span>
          <time class="card-time" dateTime={time} title={fullTime(time, locale)}>
            {timeText(time, now.value, locale)}
          </time>
        </span>
        <span class="card-text">
          {moved && <span class="card-moved">{t("moved")} </span>}
          <Pieces pieces={moved ? withoutTwin(pieces) : pieces} />
        </span>
        <Facts change={change} />
      </button>
      <div class="card-actions">
        {decides && (
          <>
            <button
              type="button"
              class="button small"
              tabIndex={reachable ? 0 : -1}
              aria-label={t("accept-one", { delegation })}
              aria-disabled={ui.deciding.value}
              onClick={() => void ask(ui, { verdict: "accept" }, [change])}
            >
              <Icon of={Check} size={16} />
              <span class="button-text">{t("accept")}</span>
            </button>
            <button
              type="button"
              class="button small"
              tabIndex={reachable ? 0 : -1}
              aria-label={t("reject-one", { delegation })}
              aria-disabled={ui.deciding.value}
              onClick={() => void ask(ui, { verdict: "reject" }, [change])}
            >
              <Icon of={X} size={16} />
              <span class="button-text">{t("reject")}</span>
            </button>
          </>
        )}
        {session.writable.value && (
          <Popup
            kind="menu"
            label={t("card-menu", { delegation })}
            buttonLabel={t("card-menu", { delegation })}
            class="button small icon-only"
            tabIndex={reachable ? 0 : -1}
            button={<Icon of={Ellipsis} size={16} />}
          >
            {() => <Later>{({ CardMenu }) => <CardMenu change={change} />}</Later>}
          </Popup>
        )}
      </div>
    </article>
  );
}

/** What is known of a change besides its words: that it is put off, its proposal, its group, who supports it, and why. */
function Facts({ change }: { change: ShownChange }) {
  const { proposals } = useUi().session;
  const { deferred, proposal, group, reason = "", delegation } = change;
  const others = sponsorsOf(change, proposals.value).filter((code) => code !== delegation);
  return (
    <>
      {(deferred === true || proposal !== undefined || group !== undefined || others.length > 0) && (
        <span class="card-facts">
          {deferred === true && <span class="card-fact">{t("deferred")}</span>}
          {proposal !== undefined && <span class="card-fact">{proposal}</span>}
          {group !== undefined && <span class="card-fact">{t("one-of", { group })}</span>}
          {others.length > 0 && (
            <span class="card-sponsors">
              {t("with")}{" "}
              {others.map((code) => (
                <Badge key={code} delegation={code} />
              ))}
            </span>
          )}
        </span>
      )}
      {reason !== "" && <span class="card-reason">{reason}</span>}
    </>
  );
}
