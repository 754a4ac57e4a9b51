/** Brackets, footnotes and references that one puts into the text. */
import { Asterisk, Brackets, Link2 } from "lucide";
import { t } from "../text/index.ts";
import { useUi } from "../ui.ts";
import { Icon } from "./Icon.tsx";
import { MenuItem, Popup } from "./Popup.tsx";
import { Tool } from "./Tool.tsx";
import { keys } from "./keys.ts";

export function Insertions() {
  const { session } = useUi();
  return (
    <>
      <Tool
        icon={Brackets}
        label={t("insert-bracket")}
        keys={keys("Mod+Shift+[")}
        onPress={() => session.insert("bracket")}
      />
      <Tool
        icon={Asterisk}
        label={t("insert-footnote")}
        keys={keys("Mod+Alt+F")}
        disabled={session.selection.value.role === "footnote"}
        onPress={() => session.insert("footnote")}
      />
      <ReferenceMenu />
    </>
  );
}

/** A reference to one of the paragraphs, each with its label and first words. */
function ReferenceMenu() {
  const { session } = useUi();
  const targets = session.targets.value;
  return (
    <Popup
      kind="menu"
      label={t("insert-reference")}
      buttonLabel={t("insert-reference")}
      class="button quiet icon-only"
      tip={t("insert-reference")}
      placement="bottom-start"
      disabled={targets.length === 0}
      keepsFocus
      button={<Icon of={Link2} />}
    >
      {targets.map(({ id, call, label, excerpt }) => (
        <MenuItem key={id} onChoose={() => session.refer(id)}>
          <span class="target" data-call={call}>
            {label !== null && <span class="target-label">{label}</span>}
            <span dir="auto">{excerpt === "" ? t("paragraph-empty") : excerpt}</span>
          </span>
        </MenuItem>
      ))}
    </Popup>
  );
}
