import type { ShownChange } from "../session.ts";
import { t } from "../text/index.ts";
import { useUi } from "../ui.ts";
import { FormContent } from "./FormDialog.tsx";

/** Why a change is proposed; or the group of changes of which at most one can be accepted. */
export function NoteFields({ kind, change }: { kind: "reason" | "group"; change: ShownChange }) {
  const { session } = useUi();
  const groups = [...new Set(session.changes.value.flatMap(({ group }) => group ?? []))];
  return (
    <FormContent
      title={t(`${kind}-title`)}
      confirm={t("keep")}
      onSend={(commands, data) => {
        const text = String(data.get(kind)).trim();
        return commands.note(change.ids, { [kind]: text === "" ? null : text });
      }}
    >
      {kind === "reason" ? (
        <label class="field">
          <span>{t("reason")}</span>
          <textarea
            class="input"
            name="reason"
            rows={3}
            maxLength={4000}
            defaultValue={change.reason ?? ""}
            autofocus
          />
        </label>
      ) : (
        <>
          <p class="muted">{t("group-meaning")}</p>
          <label class="field">
            <span>{t("group-name")}</span>
            <input
              class="input"
              name="group"
              maxLength={60}
              list="groups"
              defaultValue={change.group ?? ""}
              autofocus
            />
          </label>
          <datalist id="groups">
            {groups.map((group) => (
              <option key={group} value={group} />
            ))}
          </datalist>
        </>
      )}
    </FormContent>
  );
}
