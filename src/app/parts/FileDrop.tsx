/** Where a document is chosen, or dropped. */
import { type ReadonlySignal, useSignal } from "@preact/signals";
import { FileCheck, FileUp } from "lucide";
import type { RefObject } from "preact";
import { useEffect } from "preact/hooks";
import { t } from "../text/index.ts";
import { Icon } from "./Icon.tsx";

/** What the server reads. */
const KINDS = ".docx,.xml,.akn,.html,.htm,.txt,.json";

interface Props {
  label: string;
  /** The one that is chosen already. */
  chosen?: File | null;
  /** Whether a file is held over it. */
  over: boolean;
  input: RefObject<HTMLInputElement | null>;
  onChoose: (file: File) => void;
}

export function FileDrop({ label, chosen = null, over, input, onChoose }: Props) {
  return (
    <label class="drop" data-over={over} data-chosen={chosen !== null}>
      <Icon of={chosen === null ? FileUp : FileCheck} size={24} />
      <span class="drop-name">{chosen === null ? label : <bdi>{chosen.name}</bdi>}</span>
      <span class="muted">{t(chosen === null ? "import-kinds" : "compare-other")}</span>
      <input
        ref={input}
        class="unseen"
        type="file"
        accept={KINDS}
        aria-label={chosen === null ? label : `${label}: ${chosen.name}`}
        onChange={({ currentTarget: { files } }) => {
          if (files?.[0] !== undefined) onChoose(files[0]);
        }}
      />
    </label>
  );
}

/**
 * Files may be dropped anywhere: beside the dialog they would else be opened in place of the draft. Gives the element
 * that some are held over; null when none are.
 */
export function useFileDrop(onDrop: (files: readonly File[], on: Element) => void): ReadonlySignal<Element | null> {
  const over = useSignal<Element | null>(null);
  useEffect(() => {
    const drag = (event: DragEvent) => {
      event.preventDefault();
      const on = event.target as Element;
      const holds = event.type === "dragover" && event.dataTransfer?.types.includes("Files") === true;
      over.value = holds ? on : null;
      const files = event.type === "drop" ? [...(event.dataTransfer?.files ?? [])] : [];
      if (files.length > 0) onDrop(files, on);
    };
    const types = ["dragover", "dragleave", "drop"] as const;
    for (const type of types) addEventListener(type, drag);
    return () => {
      for (const type of types) removeEventListener(type, drag);
    };
  }, []);
  return over;
}
