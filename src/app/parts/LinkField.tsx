import { useSignal } from "@preact/signals";
import { Copy } from "lucide";
import { t } from "../text/index.ts";
import { Icon } from "./Icon.tsx";

/** A link to be copied: it is shown this once. */
export function LinkField({ label, url }: { label: string; url: string }) {
  const said = useSignal("");
  const copy = () =>
    navigator.clipboard.writeText(url).then(
      () => (said.value = t("copied")),
      () => (said.value = t("copy-failed")),
    );
  return (
    <div class="field">
      <label class="field">
        <span>{label}</span>
        <input class="input" readOnly value={url} onFocus={({ currentTarget }) => currentTarget.select()} />
      </label>
      <button type="button" class="button small members-copy" onClick={() => void copy()}>
        <Icon of={Copy} size={16} />
        {t("copy")}
      </button>
      <span class="muted" role="status">
        {said.value}
      </span>
    </div>
  );
}
