/** A document becomes a new draft: chosen or dropped, looked at, given to its delegations, and made. */
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { t } from "../text/index.ts";
import { useUi } from "../ui.ts";
import type { Made, Preview } from "../uploads.ts";
import { Cancel, Dialog, DialogContent, FormMessage } from "./Dialog.tsx";
import { FileDrop, useFileDrop } from "./FileDrop.tsx";
import { ImportPreview } from "./ImportPreview.tsx";
import { MadeDraft } from "./MadeDraft.tsx";
import { Working } from "./Working.tsx";

const TITLE = "import-title";

export function ImportDialog() {
  const { importing } = useUi();
  return (
    <Dialog open={importing.value} labelledBy={TITLE} onClose={() => (importing.value = false)}>
      {importing.value && <Content />}
    </Dialog>
  );
}

type Step =
  | { at: "choosing"; message: string }
  | { at: "reading"; file: File }
  | { at: "looking"; file: File; preview: Preview; message: string; busy: boolean }
  | { at: "made"; made: Made };

function Content() {
  const { session, importing } = useUi();
  const step = useSignal<Step>({ at: "choosing", message: "" });
  const ending = useRef(new AbortController());
  useEffect(() => () => ending.current.abort(), []);
  const close = () => (importing.value = false);

  const read = async (file: File) => {
    step.value = { at: "reading", file };
    const commands = await session.commands();
    const outcome = await commands?.previewDocument(file, ending.current.signal);
    if (outcome?.ok === true) step.value = { at: "looking", file, preview: outcome.value, message: "", busy: false };
    else step.value = { at: "choosing", message: outcome?.message ?? t("failed-offline") };
  };
  const make = async (looking: Step & { at: "looking" }, delegations: ReadonlyMap<string, string>) => {
    step.value = { ...looking, busy: true, message: "" };
    const commands = await session.commands();
    const outcome = await commands?.makeFrom(looking.file, delegations, ending.current.signal);
    if (outcome?.ok === true) step.value = { at: "made", made: outcome.value };
    else step.value = { ...looking, message: outcome?.message ?? t("failed-offline") };
  };

  const now = step.value;
  switch (now.at) {
    case "choosing":
      return (
        <DialogContent id={TITLE} title={t("import-title")} buttons={<Cancel onClick={close} />}>
          <Chooser onChoose={(file) => void read(file)} />
          <FormMessage text={now.message} />
        </DialogContent>
      );
    case "reading":
      return (
        <Working
          id={TITLE}
          title={t("import-title")}
          what={t("import-reading", { name: now.file.name })}
          onClose={close}
        />
      );
    case "looking":
      return (
        <ImportPreview
          preview={now.preview}
          message={now.message}
          busy={now.busy}
          onClose={close}
          onMake={(delegations) => void make(now, delegations)}
        />
      );
    case "made":
      return <MadeDraft id={TITLE} title={t("import-title")} made={now.made} onClose={close} />;
  }
}

function Chooser({ onChoose }: { onChoose: (file: File) => void }) {
  const input = useRef<HTMLInputElement>(null);
  const over = useFileDrop(([file]) => onChoose(file!));
  useEffect(() => input.current!.focus(), []); // it is here again when a file could not be read
  return (
    <>
      <p>{t("import-meaning")}</p>
      <FileDrop label={t("import-choose")} over={over.value !== null} input={input} onChoose={onChoose} />
    </>
  );
}
