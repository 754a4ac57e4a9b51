import type { Refusal } from "../session.ts";
import { t } from "../text/index.ts";
import { Mark } from "./Mark.tsx";

interface Props {
  /** `nolink`: the page was opened without the link of a draft. */
  reason: Refusal | "nolink";
  detail?: string;
  onRetry?: () => void;
}

/** In place of a draft that cannot be shown: why, and what to do. */
export function Gate({ reason, detail, onRetry }: Props) {
  return (
    <main class="gate">
      <div class="gate-mark">
        <Mark size={44} />
      </div>
      <h1>{t(`gate-${reason}`)}</h1>
      <p>{t(`gate-${reason}-hint`)}</p>
      {detail !== undefined && detail !== "" && <p class="muted">{t("refused-detail", { detail })}</p>}
      {onRetry !== undefined && (
        <button type="button" class="button primary" onClick={onRetry}>
          {t("retry")}
        </button>
      )}
    </main>
  );
}
