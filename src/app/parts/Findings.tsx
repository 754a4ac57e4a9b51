/** What the drafting check finds, in the panel: what is wrong first, then what is to be thought over. */
import { useSignal, useSignalEffect } from "@preact/signals";
import { Wrench } from "lucide";
import { useEffect, useRef } from "preact/hooks";
import type { CheckOutcome, Finding } from "../session.ts";
import { t } from "../text/index.ts";
import { report, useUi } from "../ui.ts";
import { Icon } from "./Icon.tsx";

const SEVERITIES = ["error", "advice"] as const;

interface Props {
  onReveal?: (() => void) | undefined;
}

export function Findings({ onReveal }: Props) {
  const { session } = useUi();
  const outcome = useSignal<CheckOutcome | null>(null);
  const list = useRef<HTMLDivElement>(null);
  const focused = useRef(false);
  useSignalEffect(() => {
    if (!session.ready.value) return;
    void session.changes.value; // it is another whenever the text is
    let stale = false;
    void session.check().then((result) => {
      if (!stale) outcome.value = result;
    });
    return () => (stale = true);
  });
  useEffect(() => () => session.show(null), [session]);
  useEffect(() => {
    // What is mended leaves the list, and the focus of whoever pressed the key would go to nobody.
    if (focused.current && document.activeElement === document.body) list.current?.focus({ preventScroll: true });
  }, [outcome.value]);
  const found = outcome.value?.ok === true ? outcome.value.findings : [];
  return (
    <div
      ref={list}
      tabIndex={-1}
      onFocusIn={() => (focused.current = true)}
      onFocusOut={({ relatedTarget }) => (focused.current = relatedTarget === null)}
    >
      {found.length === 0 ? (
        <Nothing outcome={outcome.value} />
      ) : (
        SEVERITIES.map((severity) => {
          const some = found.filter((finding) => finding.severity === severity);
          if (some.length === 0) return null;
          return (
            <section key={severity} class="findings" aria-label={t(`check-${severity}`)}>
              <h3>
                {t(`check-${severity}`)} <span class="count">{some.length}</span>
              </h3>
              <ul>
                {some.map((finding) => (
                  <li key={`${finding.rule} ${finding.place.from}`}>
                    <Item finding={finding} onReveal={onReveal} />
                  </li>
                ))}
              </ul>
            </section>
          );
        })
      )}
    </div>
  );
}

function Nothing({ outcome }: { outcome: CheckOutcome | null }) {
  return (
    <div class="panel-empty" role="status">
      <p>{outcome === null ? t("check-running") : outcome.ok ? t("check-none") : outcome.message}</p>
      {outcome?.ok === true && <p class="muted">{t("check-none-hint")}</p>}
    </div>
  );
}

function Item({ finding, onReveal }: { finding: Finding; onReveal: (() => void) | undefined }) {
  const ui = useUi();
  const { session } = ui;
  const { place, message, fix } = finding;
  const reveal = () => {
    session.show(finding);
    onReveal?.();
  };
  return (
    <article class="finding">
      <button type="button" class="finding-body" onClick={reveal}>
        <span class="finding-place">
          {place.call !== null && <em>{place.call}</em>}
          <span>{place.label ?? t("check-paragraph", { number: place.number })}</span>
        </span>
        <span>{message}</span>
        <span class="finding-excerpt" dir="auto">
          {place.excerpt}
        </span>
      </button>
      {fix !== undefined && session.writable.value && (
        <button
          type="button"
          class="button small"
          aria-label={t("check-fix-one", { message })}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => void report(ui, session.mend(finding))}
        >
          <Icon of={Wrench} size={14} />
          {t("check-fix")}
        </button>
      )}
    </article>
  );
}
