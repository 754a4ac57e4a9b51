/** Which two texts are compared: documents, or one and this draft. */
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { mayEditDirectly } from "../rights.ts";
import { t } from "../text/index.ts";
import { useUi } from "../ui.ts";
import type { Text, Texts } from "../uploads.ts";
import { Cancel, DialogContent, FormMessage } from "./Dialog.tsx";
import { FileDrop, useFileDrop } from "./FileDrop.tsx";

export const SIDES = ["old", "next"] as const;
type Side = (typeof SIDES)[number];
/** Null for a document that is still to be chosen. */
export type Chosen = Record<Side, Text | null>;

const VIEWS = ["final", "original"] as const;
const isDraft = (text: Text | null): text is "original" | "final" => typeof text === "string";
const otherOf = (side: Side): Side => (side === "old" ? "next" : "old");

interface Props {
  first: Chosen;
  message: string;
  onClose: () => void;
  onCompare: (texts: Texts) => void;
}

export function CompareTexts({ first, message, onClose, onCompare }: Props) {
  const { me } = useUi().session;
  const chosen = useSignal(first);
  const inputs = { old: useRef<HTMLInputElement>(null), next: useRef<HTMLInputElement>(null) };
  const mayCompareAny = mayEditDirectly(me.value.role);

  /** This draft stands on one side at most; whoever may not make drafts has it on one. */
  const choose = (side: Side, text: Text | null) => {
    const other = otherOf(side);
    const before = chosen.value[other];
    const beside = isDraft(text) && isDraft(before) ? null : before;
    const needed = !mayCompareAny && !isDraft(text) && !isDraft(beside);
    chosen.value = { ...chosen.value, [side]: text, [other]: needed ? "final" : beside };
  };
  const over = useFileDrop((files, on) => {
    const under = sideOf(on);
    const sides = under === null ? SIDES.filter((side) => chosen.value[side] === null) : [under, otherOf(under)];
    const some = sides.filter((side) => !isDraft(chosen.value[side]) || side === under);
    files.slice(0, some.length).forEach((file, i) => choose(some[i]!, file));
  });
  useEffect(() => inputs[first.old === null ? "old" : "next"].current?.focus(), []);

  const { old, next } = chosen.value;
  return (
    <DialogContent
      id="compare-title"
      title={t("compare-title")}
      onSend={() => {
        if (old !== null && next !== null) onCompare({ old, next });
      }}
      buttons={
        <>
          <Cancel onClick={onClose} />
          <button type="submit" class="button primary" aria-disabled={old === null || next === null}>
            {t("compare-go")}
          </button>
        </>
      }
    >
      <p>{t("compare-meaning")}</p>
      <div class="compare-sides">
        {SIDES.map((side) => (
          <OneText
            key={side}
            side={side}
            text={chosen.value[side]}
            over={over.value !== null && sideOf(over.value) === side}
            input={inputs[side]}
            onChoose={(text) => choose(side, text)}
          />
        ))}
      </div>
      <FormMessage text={message} />
    </DialogContent>
  );
}

const sideOf = (element: Element): Side | null =>
  SIDES.find((side) => element.closest(`[data-side="${side}"]`) !== null) ?? null;

interface TextProps {
  side: Side;
  text: Text | null;
  over: boolean;
  input: Parameters<typeof FileDrop>[0]["input"];
  onChoose: (text: Text | null) => void;
}

function OneText({ side, text, over, input, onChoose }: TextProps) {
  const { draft } = useUi().session;
  return (
    <div class="compare-side" data-side={side}>
      <label class="field">
        <span>{t(`compare-${side}`)}</span>
        <select
          class="input"
          value={isDraft(text) ? text : "file"}
          onChange={({ currentTarget: { value } }) => onChoose(VIEWS.find((view) => view === value) ?? null)}
        >
          <option value="file">{t("compare-file")}</option>
          {VIEWS.map((view) => (
            <option key={view} value={view}>
              {t(`compare-draft-${view}`)}
            </option>
          ))}
        </select>
      </label>
      {isDraft(text) ? (
        <div class="compare-draft">
          <bdi>{draft.value.title}</bdi>
          <span class="muted">{t(`compare-meaning-${text}`)}</span>
        </div>
      ) : (
        <FileDrop label={t(`compare-choose-${side}`)} chosen={text} over={over} input={input} onChoose={onChoose} />
      )}
    </div>
  );
}
