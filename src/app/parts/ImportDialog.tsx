/** A document becomes a new draft: chosen or dropped, looked at, given to its delegations, and made. */
import { useSignal } from "@preact/signals";
import { FileUp } from "lucide";
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { t } from "../text/index.ts";
import { useUi } from "../ui.ts";
import type { Made, Preview } from "../uploads.ts";
import { Dialog } from "./Dialog.tsx";
import { Icon } from "./Icon.tsx";
import { ImportPreview } from "./ImportPreview.tsx";
import { LinkField } from "./LinkField.tsx";

export function ImportDialog() {
  const { importing } = useUi();
  return (
    <Dialog open={importing.value} labelledBy="import-title" onClose={() => (importing.value = false)}>
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
    step.value = { ...looking, busy: true };
    const commands = await session.commands();
    const outcome = await commands?.makeFrom(looking.file, delegations, ending.current.signal);
    if (outcome?.ok === true) step.value = { at: "made", made: outcome.value };
    else step.value = { ...looking, message: outcome?.message ?? t("failed-offline") };
  };

  const now = step.value;
  switch (now.at) {
    case "choosing":
      return (
        <Frame onClose={close}>
          <Chooser onChoose={(file) => void read(file)} />
          <p class="form-message" role="alert">
            {now.message}
          </p>
        </Frame>
      );
    case "reading":
      return (
        <Frame onClose={close}>
          <div class="import-reading" role="status">
            <p>{t("import-reading", { name: now.file.name })}</p>
            <progress aria-label={t("import-reading", { name: now.file.name })} />
          </div>
        </Frame>
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
      return (
        <Frame
          onClose={close}
          more={
            <a class="button primary" href={now.made.url} target="_blank" ref={(link) => link?.focus()}>
              {t("import-go")}
            </a>
          }
        >
          <p>{t("import-made", { title: now.made.title })}</p>
          <LinkField label={t("import-link")} url={now.made.url} />
        </Frame>
      );
  }
}

function Frame({
  children,
  more,
  onClose,
}: {
  children: ComponentChildren;
  more?: ComponentChildren;
  onClose(): void;
}) {
  return (
    <div class="dialog-content">
      <h2 id="import-title">{t("import-title")}</h2>
      <div class="dialog-scroll">{children}</div>
      <div class="dialog-buttons">
        <button type="button" class="button" onClick={onClose}>
          {t(more === undefined ? "cancel" : "close")}
        </button>
        {more}
      </div>
    </div>
  );
}

const KINDS = ".docx,.xml,.akn,.html,.htm,.txt,.json";

/** A file is chosen, or dropped anywhere: beside the dialog it would else be opened in place of the draft. */
function Chooser({ onChoose }: { onChoose: (file: File) => void }) {
  const over = useSignal(false);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    input.current!.focus(); // it is here again when a file could not be read
    const drag = (event: DragEvent) => {
      event.preventDefault();
      over.value = event.type === "dragover" && event.dataTransfer?.types.includes("Files") === true;
      const file = event.type === "drop" ? event.dataTransfer?.files[0] : undefined;
      if (file !== undefined) onChoose(file);
    };
    const types = ["dragover", "dragleave", "drop"] as const;
    for (const type of types) addEventListener(type, drag);
    return () => {
      for (const type of types) removeEventListener(type, drag);
    };
  }, []);
  return (
    <>
      <p>{t("import-meaning")}</p>
      <label class="drop" data-over={over.value}>
        <Icon of={FileUp} size={24} />
        <span class="drop-name">{t("import-choose")}</span>
        <span class="muted">{t("import-kinds")}</span>
        <input
          ref={input}
          class="unseen"
          type="file"
          accept={KINDS}
          aria-label={t("import-choose")}
          onChange={({ currentTarget: { files } }) => {
            if (files?.[0] !== undefined) onChoose(files[0]);
          }}
        />
      </label>
    </>
  );
}
