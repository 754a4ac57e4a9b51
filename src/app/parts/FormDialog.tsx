/** Forms of a few fields: what is sent comes from them, and what the server does not take is said in them. */
import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import type { Commands } from "../commands.ts";
import type { Outcome } from "../session.ts";
import { t } from "../text/index.ts";
import { useUi } from "../ui.ts";
import { Cancel, Dialog, DialogContent, FormMessage } from "./Dialog.tsx";
import { NoteFields } from "./NoteFields.tsx";
import { ProposalFields } from "./ProposalFields.tsx";

export function FormDialog() {
  const { form } = useUi();
  const shown = form.value;
  return (
    <Dialog open={shown !== null} labelledBy={FORM_TITLE} onClose={() => (form.value = null)}>
      {shown !== null && (shown.kind === "proposal" ? <ProposalFields {...shown} /> : <NoteFields {...shown} />)}
    </Dialog>
  );
}

const FORM_TITLE = "form-title";

interface Props {
  title: string;
  confirm: string;
  /** Has what stands in the form done. */
  onSend: (commands: Commands, data: FormData) => Promise<Outcome>;
  children: ComponentChildren;
}

export function FormContent({ title, confirm, onSend, children }: Props) {
  const { session, form } = useUi();
  const message = useSignal("");
  const busy = useSignal(false);
  const send = async (data: FormData) => {
    busy.value = true;
    const commands = await session.commands();
    const outcome = commands === null ? null : await onSend(commands, data);
    busy.value = false;
    if (outcome?.ok === true) form.value = null;
    else message.value = outcome?.message ?? t("failed-offline");
  };
  return (
    <DialogContent
      id={FORM_TITLE}
      title={title}
      onSend={(data) => {
        if (!busy.value) void send(data);
      }}
      buttons={
        <>
          <Cancel onClick={() => (form.value = null)} />
          <button type="submit" class="button primary" aria-disabled={busy.value}>
            {confirm}
          </button>
        </>
      }
    >
      <div class="fields">{children}</div>
      <FormMessage text={message.value} />
    </DialogContent>
  );
}
