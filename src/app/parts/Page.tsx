import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { changeAt, highlight } from "../highlight.ts";
import { isRightToLeft } from "../../../schema/index.ts";
import { t } from "../text/index.ts";
import { useUi } from "../ui.ts";
import type { Pointed } from "./ChangeTag.tsx";
import { Later } from "./Later.tsx";
import { keepWithin } from "./motion.ts";
import { Banners } from "./Notices.tsx";

/** The draft as a page. The text in it is the editor's; this watches which change is pointed at. */
export function Page() {
  const ui = useUi();
  const { session, hovered } = ui;
  const place = useRef<HTMLDivElement>(null);
  const pointed = useSignal<Pointed | null>(null);
  useEffect(() => {
    session.mount(place.current!);
    return highlight(ui);
  }, [session]);
  const { lang } = session.draft.value;
  return (
    <main class="desk" id="text" tabIndex={-1} aria-label={t("text")}>
      <Banners />
      <article class="page" lang={lang} dir={isRightToLeft({ lang }) ? "rtl" : "ltr"} data-ready={session.ready.value}>
        {!session.ready.value && <Blank />}
        <div
          ref={place}
          class="page-text"
          onPointerOver={(event) => {
            if (event.pointerType !== "mouse") return;
            const id = changeAt(event.target);
            if (hovered.peek() !== id) hovered.value = id;
            const element = id === null ? null : (event.target as Element).closest("[data-change]");
            if (element !== pointed.peek()?.element) {
              pointed.value = element === null ? null : { element, x: event.clientX, y: event.clientY };
            }
          }}
          onAnimationStart={({ animationName, target }) => {
            if (animationName === "arrive" && place.current !== null) keepWithin(place.current, target as HTMLElement);
          }}
          onPointerLeave={() => {
            hovered.value = null;
            pointed.value = null;
          }}
          onClick={(event) => session.select(changeAt(event.target))}
        />
      </article>
      <Later>{({ ChangeTag }) => <ChangeTag pointed={pointed} />}</Later>
    </main>
  );
}

/** The shape of a page while its text is on the way. */
function Blank() {
  return (
    <div class="blank" role="status">
      <span class="unseen">{t("loading")}</span>
      {[30, 60, 0, 90, 18, 96, 92, 70, 18, 98, 94, 40].map((width, i) => (
        <span key={i} class="blank-line" data-centred={i < 2} style={`inline-size: ${width}%`} />
      ))}
    </div>
  );
}
