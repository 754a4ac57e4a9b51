import { t } from "../text/index.ts";
import type { Made } from "../uploads.ts";
import { DialogContent } from "./Dialog.tsx";
import { LinkField } from "./LinkField.tsx";

interface Props {
  /** Heading of the dialog, and its id. */
  title: string;
  id: string;
  made: Made;
  onClose: () => void;
}

/** A draft that was made: the link to it, which is shown this once. */
export function MadeDraft({ title, id, made, onClose }: Props) {
  return (
    <DialogContent
      id={id}
      title={title}
      buttons={
        <>
          <button type="button" class="button" onClick={onClose}>
            {t("close")}
          </button>
          <a class="button primary" href={made.url} target="_blank" ref={(link) => link?.focus()}>
            {t("import-go")}
          </a>
        </>
      }
    >
      <p>{t("import-made", { title: made.title })}</p>
      <LinkField label={t("import-link")} url={made.url} />
    </DialogContent>
  );
}
