/** What the redline of two texts would hold, whose its changes are, and what becomes of it. */
import { useSignal } from "@preact/signals";
import { Fragment } from "preact";
import { type DownloadName, downloadsOf } from "../downloads.ts";
import { mayEditDirectly } from "../rights.ts";
import { t } from "../text/index.ts";
import { useUi } from "../ui.ts";
import type { Comparison, Text, Texts } from "../uploads.ts";
import { DelegationInput } from "./DelegationInput.tsx";
import { DialogContent, FormMessage } from "./Dialog.tsx";
import { SIDES } from "./CompareTexts.tsx";
import { SimplifiedList } from "./SimplifiedList.tsx";

export interface Wish {
  /** Empty for the secretariat's. */
  delegation: string;
  as: "draft" | DownloadName;
}
interface Props {
  texts: Texts;
  found: Comparison;
  message: string;
  busy: boolean;
  onBack: () => void;
  onClose: () => void;
  onSend: (wish: Wish) => void;
}

export function ComparePreview({ texts, found, message, busy, onBack, onClose, onSend }: Props) {
  const { me, draft } = useUi().session;
  const mayMake = mayEditDirectly(me.value.role);
  const becomes = useSignal<"draft" | "document">(mayMake ? "draft" : "document");
  const { changes } = found;
  const buttons =
    changes === 0 ? (
      <>
        <Back onClick={onBack} />
        <button type="button" class="button primary" ref={(button) => button?.focus()} onClick={onClose}>
          {t("close")}
        </button>
      </>
    ) : (
      <>
        <Back onClick={onBack} />
        <button type="submit" class="button primary" aria-disabled={busy} ref={focusOnce}>
          {t(becomes.value === "draft" ? "import-make" : "compare-save")}
        </button>
      </>
    );
  return (
    <DialogContent
      id="compare-title"
      title={t("compare-title")}
      buttons={buttons}
      onSend={(data) => {
        if (busy || changes === 0) return;
        const as = becomes.value === "draft" ? "draft" : (data.get("format") as DownloadName);
        onSend({ delegation: String(data.get("delegation")).trim(), as });
      }}
    >
      <p class="import-name">
        <bdi>{found.title}</bdi>
        <span class="muted">{changes === 0 ? t("compare-same") : t("changes-count", { count: changes })}</span>
      </p>
      <dl class="compare-names">
        {SIDES.map((side) => (
          <Fragment key={side}>
            <dt>{t(`compare-${side}`)}</dt>
            <dd>
              <bdi>{nameOf(texts[side])}</bdi>
            </dd>
          </Fragment>
        ))}
      </dl>
      {changes > 0 && (
        <div class="fields">
          <label class="field">
            <span>{t("import-whose")}</span>
            <DelegationInput name="delegation" value={me.value.role === "delegate" ? me.value.delegation : ""} />
            <span class="muted">{t("import-whose-hint")}</span>
          </label>
          {mayMake && (
            <fieldset class="choices">
              <legend>{t("compare-becomes")}</legend>
              <Choice value="draft" now={becomes.value} onChoose={() => (becomes.value = "draft")} />
              <Choice value="document" now={becomes.value} onChoose={() => (becomes.value = "document")} />
            </fieldset>
          )}
          {becomes.value === "document" && (
            <label class="field">
              <span>{t("compare-as")}</span>
              <select class="input" name="format">
                {downloadsOf(draft.value.formats, "redline").map((name) => (
                  <option key={name} value={name}>
                    {t(`export-as-${name}`)}
                  </option>
                ))}
              </select>
            </label>
          )}
        </div>
      )}
      {SIDES.map(
        (side) =>
          found[side].length > 0 && (
            <SimplifiedList
              key={side}
              title={t("compare-findings", { name: nameOf(texts[side]), count: found[side].length })}
              findings={found[side]}
            />
          ),
      )}
      {found.old.length + found.next.length === 0 && <p class="muted">{t("compare-findings-none")}</p>}
      <FormMessage text={message} />
    </DialogContent>
  );
}

const nameOf = (text: Text): string => (typeof text === "string" ? t(`compare-draft-${text}`) : text.name);

function Back({ onClick }: { onClick: () => void }) {
  return (
    <button type="button" class="button" onClick={onClick}>
      {t("back")}
    </button>
  );
}

function Choice({ value, now, onChoose }: { value: "draft" | "document"; now: string; onChoose: () => void }) {
  return (
    <label class="choice">
      <input type="radio" name="becomes" value={value} checked={value === now} onChange={onChoose} />
      <span>{t(`compare-becomes-${value}`)}</span>
    </label>
  );
}

/** The focus was in what is no longer there. */
function focusOnce(button: HTMLButtonElement | null): void {
  if (button !== null && button.form?.contains(document.activeElement) !== true) button.focus();
}
