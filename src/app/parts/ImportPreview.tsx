/** What a document would become, and whose its changes are: asked for those authors whose names say no delegation. */
import { t } from "../text/index.ts";
import type { Preview } from "../uploads.ts";
import { DelegationInput } from "./DelegationInput.tsx";
import { Cancel, DialogContent, FormMessage } from "./Dialog.tsx";
import { SimplifiedList } from "./SimplifiedList.tsx";

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
    <DialogContent
      id="import-title"
      title={t("import-title")}
      onSend={(data) => {
        if (!busy) make(data);
      }}
      buttons={
        <>
          <Cancel onClick={onClose} />
          <button type="submit" class="button primary" aria-disabled={busy} ref={focusFirst}>
            {t("import-make")}
          </button>
        </>
      }
    >
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
              <DelegationInput name={`author-${i}`} />
            </label>
          ))}
          <p class="muted">{t("import-whose-hint")}</p>
        </fieldset>
      )}
      <SimplifiedList title={t("import-findings", { count: findings.length })} findings={findings} />
      <FormMessage text={message} />
    </DialogContent>
  );
}

/** The first thing to be filled in, or the button where there is none; the focus was in what is no longer there. */
function focusFirst(button: HTMLButtonElement | null): void {
  if (button === null || button.form?.contains(document.activeElement) === true) return;
  (button.form?.querySelector<HTMLElement>("input") ?? button).focus();
}
