/** The paragraphs that a proposal without changes is about. */
import { useComputed } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import { type Target, targetsOf } from "../../../schema/index.ts";
import type { ShownText } from "../session.ts";
import { t } from "../text/index.ts";
import { useUi } from "../ui.ts";
import { TargetName } from "./Targets.tsx";

/** A choice of the draft's paragraphs; `first` are chosen at first. */
export function TargetChoices({ first }: { first: readonly string[] }) {
  const { session } = useUi();
  const targets = useComputed(() => choicesOf(session.text.value, first));
  const list = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const chosen = list.current?.querySelector<HTMLElement>(".choice:has(:checked)");
    if (chosen) list.current!.scrollTop = chosen.offsetTop - list.current!.offsetTop - 40;
  }, []);
  return (
    <fieldset class="choices">
      <legend>{t("proposal-about")}</legend>
      <div class="choices-list" ref={list}>
        {targets.value.map((target) => (
          <label key={target.id} class="choice">
            <input type="checkbox" name="target" value={target.id} defaultChecked={first.includes(target.id)} />
            <TargetName target={target} />
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** The paragraphs of the adopted text, as people have them on paper, and those that are chosen besides. */
function choicesOf({ sequence, labelling }: ShownText, chosen: readonly string[]): Target[] {
  const adopted = targetsOf(sequence, "original", labelling).filter(({ id }) => id !== "");
  const ids = new Set(adopted.map(({ id }) => id));
  const proposed = targetsOf(sequence, "final", labelling);
  return [...adopted, ...proposed.filter(({ id }) => chosen.includes(id) && !ids.has(id))].sort(
    (a, b) => a.from - b.from,
  );
}

/** The same paragraphs by their ids, to show what a proposal is about. */
export function targetsById({ sequence, labelling }: ShownText): ReadonlyMap<string, Target> {
  const both = (["final", "original"] as const).flatMap((view) => targetsOf(sequence, view, labelling));
  return new Map(both.map((target) => [target.id, target]));
}
