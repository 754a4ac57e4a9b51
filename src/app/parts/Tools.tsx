import { Bold, IndentDecrease, IndentIncrease, Italic, Redo2, Type, Undo2 } from "lucide";
import { t } from "../text/index.ts";
import { mayEditDirectly, mayWrite } from "../rights.ts";
import type { Session } from "../session.ts";
import { useUi } from "../ui.ts";
import { Badge } from "./Badge.tsx";
import { Icon } from "./Icon.tsx";
import { Later } from "./Later.tsx";
import { ParagraphMenu } from "./ParagraphMenu.tsx";
import { Popup } from "./Popup.tsx";
import { Segments } from "./Segments.tsx";
import { Tool } from "./Tool.tsx";
import { compact } from "./media.ts";
import { keys } from "./keys.ts";

/** What one writes with. Nothing for those who only read; a word of explanation in views that show, but do not take, text. */
export function Tools() {
  const { session } = useUi();
  if (!session.ready.value) return null;
  if (!session.writable.value) return compact.value ? null : <p class="tools-hint">{whyNot(session)}</p>;
  if (session.view.value !== "redline") {
    if (compact.value) return null;
    return (
      <p class="tools-hint">
        <span>{t(`hint-${session.view.value}`)}</span>
        <button type="button" class="link" onClick={() => session.setView("redline")}>
          {t("hint-back")}
        </button>
      </p>
    );
  }
  if (compact.value) {
    return (
      <div class="tools" role="toolbar" aria-label={t("tools")}>
        <History />
        <Popup
          kind="dialog"
          label={t("format")}
          buttonLabel={t("format")}
          button={<Icon of={Type} />}
          class="button quiet icon-only"
        >
          <div class="format-sheet">
            <ModeChoice />
            <div class="format-row">
              <ParagraphMenu disabled={false} />
              <Levels />
              <Formats />
              <Later>{({ Insertions }) => <Insertions />}</Later>
              <Later>{({ NumberingMenu }) => <NumberingMenu />}</Later>
            </div>
          </div>
        </Popup>
      </div>
    );
  }
  return (
    <div class="tools" role="toolbar" aria-label={t("tools")}>
      <ModeChoice />
      <span class="tools-line" />
      <History />
      <span class="tools-line" />
      <ParagraphMenu disabled={false} />
      <Levels />
      <span class="tools-line" />
      <Formats />
      <Later>
        {({ Insertions }) => (
          <>
            <span class="tools-line" />
            <Insertions />
          </>
        )}
      </Later>
      <Later>{({ NumberingMenu }) => <NumberingMenu />}</Later>
    </div>
  );
}

function whyNot({ draft, me, connection }: Session): string {
  if (connection.value.state === "refused") return t("hint-refused");
  if (draft.value.stage === "frozen") return t("hint-frozen");
  return t(mayWrite(me.value.role) ? "hint-waiting" : "hint-observer");
}

function ModeChoice() {
  const { session } = useUi();
  const { role, delegation } = session.me.value;
  if (!mayEditDirectly(role)) {
    return (
      <p class="mode-fixed">
        <span>{t("mode-proposing-as")}</span> <Badge delegation={delegation} />
      </p>
    );
  }
  return (
    <Segments
      label={t("mode")}
      value={session.mode.value}
      options={[
        { value: "propose", text: t("mode-propose") },
        { value: "direct", text: t("mode-direct") },
      ]}
      onChoose={(mode) => session.setMode(mode)}
    />
  );
}

function History() {
  const { session } = useUi();
  const { undo, redo } = session.selection.value;
  return (
    <>
      <Tool icon={Undo2} label={t("undo")} keys={keys("Mod+Z")} disabled={!undo} onPress={() => session.undo()} />
      <Tool icon={Redo2} label={t("redo")} keys={keys("Mod+Shift+Z")} disabled={!redo} onPress={() => session.redo()} />
    </>
  );
}

function Levels() {
  const { session } = useUi();
  const { role, level } = session.selection.value;
  const item = role === "item";
  return (
    <>
      <Tool
        icon={IndentDecrease}
        label={t("outdent")}
        keys={keys("Shift+Tab")}
        disabled={!item || level === 0}
        onPress={() => session.indent(-1)}
      />
      <Tool
        icon={IndentIncrease}
        label={t("indent")}
        keys={keys("Tab")}
        disabled={!item || level >= 4}
        onPress={() => session.indent(1)}
      />
    </>
  );
}

function Formats() {
  const { session } = useUi();
  const { formats } = session.selection.value;
  return (
    <>
      <Tool
        icon={Italic}
        label={t("em")}
        keys={keys("Mod+I")}
        pressed={formats.includes("em")}
        onPress={() => session.toggle("em")}
      />
      <Tool
        icon={Bold}
        label={t("strong")}
        keys={keys("Mod+B")}
        pressed={formats.includes("strong")}
        onPress={() => session.toggle("strong")}
      />
    </>
  );
}
