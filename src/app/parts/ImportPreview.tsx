/** What a document would become, and whose its changes are: asked for those authors whose names say no delegation. */
import { t } from "../text/index.ts";
import type { Preview } from "../uploads.ts";

interface Props {
  preview: Preview;
  message: string;
  busy: boolean;
  onClose: () => void;
  /** With the delegations of the authors for whom one was given. */
  onMake: (delegations: ReadonlyMap<string, string>) => void;
}

export function ImportPreview({ preview, message, busy, onClose, onMake }: Props) {
  const { title, changes, authors, findings } = preview;
  const make = (data: FormData) => {
    const codes = authors.map(({ name }, i) => [name, String(data.get(`author-${i}`) ?? "").trim()] as const);
    onMake(new Map(codes.filter(([, code]) => code !== "")));
  };
  return (
    <form
      method="dialog"
      class="dialog-content"
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) make(new FormData(event.currentTarget));
      }}
    >
      <h2 id="import-title">{t("import-title")}</h2>
      <div class="dialog-scroll">
        <p class="import-name">
          <bdi>{title}</bdi>
          <span class="muted">{t("changes-count", { count: changes })}</span>
        </p>
        {authors.length > 0 && (
          <fieldset class="choices">
            <legend>{t("import-whose")}</legend>
            {authors.map(({ name, count }, i) => (
              <label key={name} class="import-author">
                <span>
                  <bdi>{name === "" ? t("import-nameless") : name}</bdi>{" "}
                  <span class="muted">{t("import-author-count", { count })}</span>
                </span>
                <input
                  class="input"
                  name={`author-${i}`}
                  maxLength={16}
                  pattern="[A-Z][A-Z0-9\-]*"
                  title={t("reservation-form")}
                  placeholder="SEC"
                  autocomplete="off"
                  onInput={({ currentTarget }) => (currentTarget.value = currentTarget.value.toUpperCase())}
                />
              </label>
            ))}
            <p class="muted">{t("import-whose-hint")}</p>
          </fieldset>
        )}
        <section class="import-findings">
          <h3>{t("import-findings", { count: findings.length })}</h3>
          <ul>
            {findings.map(({ place, message: what }, i) => (
              <li key={i}>
                <span class="finding-place">{place}</span>
                <span>{what}</span>
              </li>
            ))}
          </ul>
        </section>
        <p class="form-message" role="alert">
          {message}
        </p>
      </div>
      <div class="dialog-buttons">
        <button type="button" class="button" onClick={onClose}>
          {t("cancel")}
        </button>
        <button type="submit" class="button primary" aria-disabled={busy} ref={(button) => focusFirst(button)}>
          {t("import-make")}
        </button>
      </div>
    </form>
  );
}

/** The first thing to be filled in, or the button where there is none; the focus was in what is no longer there. */
function focusFirst(button: HTMLButtonElement | null): void {
  if (button === null || button.form?.contains(document.activeElement) === true) return;
  (button.form?.querySelector<HTMLElement>("input") ?? button).focus();
}
