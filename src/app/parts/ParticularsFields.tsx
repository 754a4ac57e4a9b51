import { useSignal } from "@preact/signals";
import type { TargetedInputEvent } from "preact";
import { DELEGATION } from "../../../schema/index.ts";
import { METHODS } from "../../collab/protocol.ts";
import { t } from "../text/index.ts";

const FIGURES = ["for", "against", "abstentions"] as const;
/** A delegation's code, in small letters too, or nothing. */
function checkCode({ currentTarget: field }: TargetedInputEvent<HTMLInputElement>): void {
  const code = field.value.trim().toUpperCase();
  field.setCustomValidity(code === "" || DELEGATION.test(code) ? "" : t("reservation-form"));
}

/** How it was decided, and what is to be recorded with it: folded away, because mostly there is nothing to say. */
export function ParticularsFields({ open = false }: { open?: boolean }) {
  const method = useSignal("");
  const reservations = useSignal(1);
  const votes = method.value !== "" && method.value !== "consensus";
  return (
    <details class="particulars" open={open}>
      <summary>{t("particulars")}</summary>
      <div class="fields">
        <label class="field">
          <span>{t("method")}</span>
          <select class="input" name="method" onChange={({ currentTarget }) => (method.value = currentTarget.value)}>
            <option value="">{t("method-none")}</option>
            {METHODS.map((each) => (
              <option key={each} value={each}>
                {t(`method-${each.replaceAll(" ", "-")}`)}
              </option>
            ))}
          </select>
        </label>
        {votes && (
          <div class="field-row">
            {FIGURES.map((name) => (
              <label key={name} class="field">
                <span>{t(`figures-${name}`)}</span>
                <input class="input" name={name} type="number" min="0" max="1000" inputMode="numeric" />
              </label>
            ))}
          </div>
        )}
        <label class="field">
          <span>{t("note")}</span>
          <textarea class="input" name="note" rows={2} maxLength={4000} />
        </label>
        {Array.from({ length: reservations.value }, (_, i) => (
          <div key={i} class="field-row reservation">
            <label class="field">
              <span>{t("reservation-who")}</span>
              <input class="input" name="reservation-of" maxLength={16} placeholder="USA" onInput={checkCode} />
            </label>
            <label class="field">
              <span>{t("reservation")}</span>
              <input class="input" name="reservation" maxLength={4000} />
            </label>
          </div>
        ))}
        <button type="button" class="link" onClick={() => reservations.value++}>
          {t("reservation-more")}
        </button>
      </div>
    </details>
  );
}
