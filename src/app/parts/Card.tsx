import { useComputed } from "@preact/signals";
import { Check, X } from "lucide";
import { ask } from "../deciding.ts";
import { mayDecide } from "../rights.ts";
import type { ShownChange } from "../session.ts";
import { locale, t } from "../text/index.ts";
import { fullTime, timeText } from "../text/time.ts";
import { useUi } from "../ui.ts";
import { Badge, colourStyle } from "./Badge.tsx";
import { Icon } from "./Icon.tsx";
import { Pieces } from "./Pieces.tsx";
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
          <Pieces pieces={pieces} />
        </span>
        {change.reason !== undefined && change.reason !== "" && <span class="card-reason">{change.reason}</span>}
      </button>
      {decides && (
        <div class="card-actions">
          <button
            type="button"
            class="button small"
            tabIndex={reachable ? 0 : -1}
            aria-label={t("accept-one", { delegation })}
            aria-disabled={ui.deciding.value}
            onClick={() => void ask(ui, { verdict: "accept" }, [change])}
          >
            <Icon of={Check} size={16} />
            {t("accept")}
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
            {t("reject")}
          </button>
        </div>
      )}
    </article>
  );
}
