/** Two texts become one redline: chosen, compared, looked at, and made a draft or a document. */
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { downloadOf } from "../downloads.ts";
import { t } from "../text/index.ts";
import { notify, useUi } from "../ui.ts";
import type { Comparison, Made, Texts } from "../uploads.ts";
import { ComparePreview, type Wish } from "./ComparePreview.tsx";
import { CompareTexts, type Chosen } from "./CompareTexts.tsx";
import { Dialog } from "./Dialog.tsx";
import { MadeDraft } from "./MadeDraft.tsx";
import { Working } from "./Working.tsx";

const TITLE = "compare-title";

export function CompareDialog() {
  const { comparing } = useUi();
  return (
    <Dialog open={comparing.value} labelledBy={TITLE} wide onClose={() => (comparing.value = false)}>
      {comparing.value && <Content />}
    </Dialog>
  );
}

type Step =
  | { at: "choosing"; chosen: Chosen; message: string }
  | { at: "comparing"; texts: Texts }
  | { at: "looking"; texts: Texts; found: Comparison; message: string; busy: boolean }
  | { at: "made"; made: Made };

function Content() {
  const ui = useUi();
  const { session, comparing } = ui;
  const step = useSignal<Step>({ at: "choosing", chosen: { old: "final", next: null }, message: "" });
  const ending = useRef(new AbortController());
  useEffect(() => () => ending.current.abort(), []);
  const close = () => (comparing.value = false);

  const compare = async (texts: Texts) => {
    step.value = { at: "comparing", texts };
    const commands = await session.commands();
    const outcome = await commands?.compareTexts(texts, ending.current.signal);
    if (outcome?.ok === true) step.value = { at: "looking", texts, found: outcome.value, message: "", busy: false };
    else step.value = { at: "choosing", chosen: texts, message: outcome?.message ?? t("failed-offline") };
  };
  const send = async (looking: Step & { at: "looking" }, { delegation, as }: Wish) => {
    step.value = { ...looking, busy: true, message: "" };
    const { texts } = looking;
    const commands = await session.commands();
    const { signal } = ending.current;
    if (as === "draft") {
      const outcome = await commands?.makeRedline(texts, delegation, signal);
      if (outcome?.ok === true) step.value = { at: "made", made: outcome.value };
      else step.value = { ...looking, message: outcome?.message ?? t("failed-offline") };
      return;
    }
    const outcome = await commands?.saveRedline(texts, delegation, downloadOf(as), signal);
    if (outcome?.ok !== true) step.value = { ...looking, message: outcome?.message ?? t("failed-offline") };
    else {
      close();
      notify(ui, "done", t("compare-saved"));
    }
  };

  const now = step.value;
  switch (now.at) {
    case "choosing":
      return (
        <CompareTexts
          first={now.chosen}
          message={now.message}
          onClose={close}
          onCompare={(texts) => void compare(texts)}
        />
      );
    case "comparing":
      return <Working id={TITLE} title={t("compare-title")} what={t("compare-running")} onClose={close} />;
    case "looking":
      return (
        <ComparePreview
          texts={now.texts}
          found={now.found}
          message={now.message}
          busy={now.busy}
          onBack={() => (step.value = { at: "choosing", chosen: now.texts, message: "" })}
          onClose={close}
          onSend={(wish) => void send(now, wish)}
        />
      );
    case "made":
      return <MadeDraft id={TITLE} title={t("compare-title")} made={now.made} onClose={close} />;
  }
}
