/** The list of pending changes, grouped by paragraph. */
import { useSignal, useSignalEffect } from "@preact/signals";
import { useRef } from "preact/hooks";
import { type Group, groupByParagraph } from "../changes.ts";
import { t } from "../text/index.ts";
import { step, useUi } from "../ui.ts";
import { Card } from "./Card.tsx";
import { bringIntoSightOf } from "./motion.ts";

/** Groups drawn at once; more on demand, so that thousands of changes do not slow the page down. */
const PAGE = 80;

export function Changes({ onReveal }: { onReveal?: () => void }) {
  const ui = useUi();
  const { session, listed } = ui;
  const list = useRef<HTMLDivElement>(null);
  const drawn = useSignal(PAGE);
  /** Whether the focus is in the list, or was in a card that a decision took away. */
  const focused = useRef(false);
  const groups = groupByParagraph(listed.value);

  useSignalEffect(() => {
    const id = session.selectedChange.value;
    if (id === null) return;
    const at = groupByParagraph(listed.peek()).findIndex(({ changes }) => changes.some((change) => change.id === id));
    if (at >= drawn.peek()) drawn.value = at + PAGE;
    requestAnimationFrame(() => {
      const card = list.current?.querySelector(`[data-card="${CSS.escape(id)}"]`);
      const panel = card?.closest(".panel");
      if (!card || !panel) return;
      bringIntoSightOf(panel, card, panel.querySelector(".panel-head")?.clientHeight ?? 0);
      if (focused.current && !card.contains(document.activeElement)) {
        card.querySelector<HTMLElement>(".card-body")?.focus({ preventScroll: true });
      }
    });
  });

  if (groups.length === 0) {
    return (
      <div class="panel-empty">
        <p>{session.ready.value ? t("changes-none") : t("loading")}</p>
        {session.ready.value && <p class="muted">{t("changes-none-hint")}</p>}
      </div>
    );
  }
  const selected = session.selectedChange.value;
  const reachable = listed.value.some(({ id }) => id === selected) ? selected : groups[0]!.changes[0]!.id;
  return (
    <div
      class="changes"
      ref={list}
      onKeyDown={(event) => {
        const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
        if (by === 0 || event.defaultPrevented) return; // a menu of a card has its own way with them
        event.preventDefault();
        step(ui, by);
      }}
      onFocusIn={() => (focused.current = true)}
      onFocusOut={({ target, relatedTarget }) => {
        // The question of a decision gives the focus back; a card that goes gives it to nobody.
        const elsewhere = relatedTarget instanceof Element && !relatedTarget.closest("dialog, .changes");
        if (elsewhere) focused.current = false;
        else if (relatedTarget === null) {
          // Chromium tells of the lost focus while the card is still in the page.
          setTimeout(() => (focused.current &&= !(target as Element).isConnected));
        }
      }}
    >
      {groups.slice(0, drawn.value).map((group) => (
        <section key={group.paragraph.id} class="group" aria-label={placeText(group)}>
          <GroupHead group={group} />
          <ul>
            {group.changes.map((change) => (
              <li key={change.id}>
                <Card change={change} reachable={change.id === reachable} onReveal={onReveal} />
              </li>
            ))}
          </ul>
        </section>
      ))}
      {groups.length > drawn.value && (
        <button type="button" class="button more" onClick={() => (drawn.value += PAGE)}>
          {t("changes-more", { count: groups.length - drawn.value })}
        </button>
      )}
    </div>
  );
}

function placeText({ paragraph: { section, label, excerpt } }: Group): string {
  return [section, label, excerpt].filter((part) => part !== null).join(" ");
}

function GroupHead({ group: { paragraph } }: { group: Group }) {
  const { section, label, excerpt } = paragraph;
  return (
    <h3 class="group-head">
      {section !== null && <em class="group-section">{section}</em>}
      {label !== null && <span class="group-label">{label}</span>}
      <span class="group-excerpt" dir="auto">
        {excerpt === "" ? t("paragraph-empty") : excerpt}
      </span>
    </h3>
  );
}
