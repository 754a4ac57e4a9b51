import { useComputed } from "@preact/signals";
import { type Target, placeName, targetsOf } from "../../../schema/index.ts";
import { excerptOf } from "../changes.ts";
import { t } from "../text/index.ts";
import { useUi } from "../ui.ts";
import { MenuItem } from "./Popup.tsx";

const REFERABLE = ["item", "call", "heading", "annex-number"];

/** The paragraphs that one can refer to, each with its label and first words. */
export function Targets() {
  const { session } = useUi();
  const targets = useComputed(() => {
    const { sequence, labelling } = session.text.value;
    return targetsOf(sequence, "final", labelling).filter(({ id, role }) => id !== "" && REFERABLE.includes(role));
  });
  return targets.value.map((target) => (
    <MenuItem key={target.id} onChoose={() => session.refer(target.id)}>
      <TargetName target={target} />
    </MenuItem>
  ));
}

/** A paragraph by its label and first words. */
export function TargetName({ target: { role, label, words } }: { target: Target }) {
  const excerpt = excerptOf(words, 60);
  return (
    <span class="target" data-call={role === "call"}>
      {label !== null && <span class="target-label">{label}</span>}
      <span dir="auto">{excerpt === "" ? t("paragraph-empty") : excerpt}</span>
    </span>
  );
}

/** A paragraph by its place, such as `resolves 2`, and first words. */
export function TargetPlace({ target }: { target: Target }) {
  return (
    <>
      {target.label !== null && <em>{placeName(target)} </em>}
      <span dir="auto">{excerptOf(target.words)}</span>
    </>
  );
}
