import { useMemo } from "preact/hooks";
import type { Session } from "../session.ts";
import { t } from "../text/index.ts";
import { type Ui, UiProvider, createUi } from "../ui.ts";
import { Bar } from "./Bar.tsx";
import { Dock } from "./Dock.tsx";
import { Later } from "./Later.tsx";
import { Notices } from "./Notices.tsx";
import { Page } from "./Page.tsx";
import { Panel } from "./Panel.tsx";

export function App({ session }: { session: Session }) {
  const ui = useMemo(() => createUi(session), [session]);
  return (
    <UiProvider value={ui}>
      <a class="skip" href="#text" onClick={(event) => skipTo(event, ".ProseMirror, #text")}>
        {t("skip-text")}
      </a>
      <a class="skip" href="#changes" onClick={(event) => skipTo(event, "#changes .card-body[tabindex='0'], #changes")}>
        {t("skip-changes")}
      </a>
      <Bar />
      <div class="body">
        <Page />
        <Panel />
      </div>
      <Dock />
      <Later wanted={isAsked(ui)}>
        {({ CompareDialog, ConflictDialog, DecisionDialog, FormDialog, ImportDialog, MembersDialog, SettleDialog }) => (
          <>
            <DecisionDialog />
            <ConflictDialog />
            <FormDialog />
            <ImportDialog />
            <CompareDialog />
            <MembersDialog />
            <SettleDialog />
          </>
        )}
      </Later>
      <Notices />
    </UiProvider>
  );
}

/** Whether a dialog is to be shown. */
const isAsked = ({ question, conflicts, form, settling, managing, importing, comparing }: Ui): boolean =>
  question.value !== null ||
  conflicts.value.length > 0 ||
  form.value !== null ||
  settling.value !== null ||
  managing.value ||
  importing.value ||
  comparing.value;

/** The address keeps the link to the draft after `#`, so skipping moves the focus without it. */
function skipTo(event: MouseEvent, selector: string): void {
  event.preventDefault();
  const target = selector.split(", ").flatMap((one) => [...document.querySelectorAll<HTMLElement>(one)])[0];
  target?.closest<HTMLElement>("[popover]:not(:popover-open)")?.showPopover();
  target?.focus();
}
