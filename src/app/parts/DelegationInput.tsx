import { t } from "../text/index.ts";

/** The code of a delegation, or nothing for the secretariat. */
export function DelegationInput({ name, value = "" }: { name: string; value?: string }) {
  return (
    <input
      class="input"
      name={name}
      defaultValue={value}
      maxLength={16}
      pattern="[A-Z][A-Z0-9\-]*"
      title={t("reservation-form")}
      placeholder="SEC"
      autocomplete="off"
      onInput={({ currentTarget }) => (currentTarget.value = currentTarget.value.toUpperCase())}
    />
  );
}
