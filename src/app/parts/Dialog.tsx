import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { t } from "../text/index.ts";

interface Props {
  open: boolean;
  /** Id of its heading. */
  labelledBy: string;
  wide?: boolean;
  onClose: () => void;
  children: ComponentChildren;
}

/** A modal dialog; Escape and a click beside it close it. */
export function Dialog({ open, labelledBy, wide = false, onClose, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  // Before anything is painted: the next key belongs to the dialog already.
  useLayoutEffect(() => {
    if (open && !dialog.current!.open) dialog.current!.showModal();
    if (!open && dialog.current!.open) dialog.current!.close();
  }, [open]);
  return (
    <dialog
      ref={dialog}
      class="dialog"
      data-wide={wide}
      aria-labelledby={labelledBy}
      onClose={onClose}
      onClick={(event) => {
        if (event.target === dialog.current) dialog.current?.close(); // the backdrop
      }}
    >
      {open && children}
    </dialog>
  );
}

interface ContentProps {
  /** Id of the heading. */
  id: string;
  title: string;
  /** Below what scrolls; one that submits where something is sent. */
  buttons: ComponentChildren;
  /** Makes it a form: has what stands in it done. */
  onSend?: (data: FormData) => void;
  children: ComponentChildren;
}

/** What stands in a dialog: a heading, what scrolls, and its buttons. */
export function DialogContent({ id, title, buttons, onSend, children }: ContentProps) {
  const content = (
    <>
      <h2 id={id}>{title}</h2>
      <div class="dialog-scroll">{children}</div>
      <div class="dialog-buttons">{buttons}</div>
    </>
  );
  if (onSend === undefined) return <div class="dialog-content">{content}</div>;
  return (
    <form
      method="dialog"
      class="dialog-content"
      onSubmit={(event) => {
        event.preventDefault();
        onSend(new FormData(event.currentTarget));
      }}
    >
      {content}
    </form>
  );
}

/** Leaves the dialog as if it had not been opened. */
export function Cancel({ onClick }: { onClick: () => void }) {
  return (
    <button type="button" class="button" onClick={onClick}>
      {t("cancel")}
    </button>
  );
}

/** What went wrong, said where it was asked for. */
export function FormMessage({ text }: { text: string }) {
  return (
    <p class="form-message" role="alert">
      {text}
    </p>
  );
}
