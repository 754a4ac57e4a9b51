/** What stands in brackets and so is not agreed; the chair keeps, deletes or chooses. */
import { useComputed } from "@preact/signals";
import { targetsOf } from "../../../schema/index.ts";
import { openBrackets } from "../../revision/index.ts";
import { excerptOf } from "../changes.ts";
import { settle } from "../deciding.ts";
import { mayDecide } from "../rights.ts";
import type { BracketChoice, OpenBracket } from "../session.ts";
import { t } from "../text/index.ts";
import { useUi } from "../ui.ts";
import { Badge } from "./Badge.tsx";

/** Nothing where everything is agreed. */
export function Brackets({ onReveal }: { onReveal?: (() => void) | undefined }) {
  const { session } = useUi();
  const list = useComputed(() => {
    const { sequence, records, labelling } = session.text.value;
    return openBrackets(sequence, records, targetsOf(sequence, "final", labelling));
  });
  const { brackets, faults } = list.value;
  if (brackets.length + faults.length === 0) return null;
  const show = (from: number, length: number) => {
    session.revealPlace(from, length);
    onReveal?.();
  };
  return (
    <details class="brackets" open>
      <summary>
        {t("brackets")} <span class="count">{brackets.length + faults.length}</span>
      </summary>
      <ul>
        {brackets.map((bracket) => (
          <li key={`${bracket.digest} ${bracket.from}`}>
            <BracketCard bracket={bracket} onShow={() => show(bracket.from, bracket.length)} />
          </li>
        ))}
        {faults.map(({ at, sign, place }) => (
          <li key={at}>
            <button type="button" class="bracket-body bracket-fault" onClick={() => show(at, 1)}>
              <span class="bracket-place">{place}</span>
              <span>{t(sign === "[" ? "bracket-unclosed" : "bracket-unopened")}</span>
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}

function BracketCard({ bracket, onShow }: { bracket: OpenBracket; onShow: () => void }) {
  const ui = useUi();
  const { owner, place, text, reason, alternatives } = bracket;
  const said = excerptOf(text.replaceAll("\n", " ¶ "));
  const choose = (choice: BracketChoice, label: string) => (
    <button
      type="button"
      class="button small"
      aria-label={t("bracket-choice", { choice: label, text: said })}
      aria-disabled={ui.deciding.value}
      onClick={() => void settle(ui, bracket, choice)}
    >
      {label}
    </button>
  );
  return (
    <article class="bracket-card">
      <button type="button" class="bracket-body" onClick={onShow}>
        <span class="bracket-head">
          {owner !== null && <Badge delegation={owner} />}
          <span class="bracket-place">{place}</span>
        </span>
        <span class="card-text" dir="auto">
          [{said}]
        </span>
        {reason !== null && reason !== "" && <span class="card-reason">{reason}</span>}
      </button>
      {mayDecide(ui.session.me.value.role) && (
        <div class="bracket-actions">
          {alternatives.map((alternative, i) => choose({ alternative: i }, excerptOf(alternative, 24)))}
          {choose("keep", t("bracket-keep"))}
          {choose("delete", t("bracket-delete"))}
        </div>
      )}
    </article>
  );
}
