/** Brackets, footnotes and references that one puts into the text. */
import { Asterisk, Brackets, Link2 } from "lucide";
import { t } from "../text/index.ts";
import { useUi } from "../ui.ts";
import { Icon } from "./Icon.tsx";
import { Popup } from "./Popup.tsx";
import { Tool } from "./Tool.tsx";
import { keys } from "./keys.ts";
import { Targets } from "./Targets.tsx";

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

/** A reference to one of the paragraphs. */
function ReferenceMenu() {
  return (
    <Popup
      kind="menu"
      label={t("insert-reference")}
      buttonLabel={t("insert-reference")}
      class="button quiet icon-only"
      tip={t("insert-reference")}
      placement="bottom-start"
      keepsFocus
      button={<Icon of={Link2} />}
    >
      <Targets />
    </Popup>
  );
}
