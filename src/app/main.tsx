import { render } from "preact";
import { readLink } from "./link.ts";
import { openLive } from "./live.ts";
import { App } from "./parts/App.tsx";
import { Gate } from "./parts/Gate.tsx";
import { prepareLater } from "./parts/Later.tsx";
import { prepareFloating } from "./parts/floating.ts";
import { wiring } from "./wired.ts";
import type { Session } from "./session.ts";
import "./style/index.css";
import { locale, t } from "./text/index.ts";
import { applyTheme } from "./theme.ts";

const root = document.getElementById("app")!;
let session: Session | null = null;
/** Counts openings, so that a slow answer to an older address is not shown. */
let opening = 0;

async function open(): Promise<void> {
  const turn = ++opening;
  session?.destroy();
  session = null;
  const link = readLink(location.hash);
  if (link === null) return render(<Gate reason="nolink" />, root);
  render(<p class="opening">{t("opening")}</p>, root);
  const result = await openLive(link, wiring);
  if (turn !== opening) return result.ok ? result.session.destroy() : undefined;
  if (!result.ok) return render(<Gate reason={result.reason} detail={result.detail} onRetry={open} />, root);
  session = result.session;
  document.title = `${session.draft.value.title} · Plenary`;
  render(<App key={turn} session={session} />, root);
}

document.documentElement.lang = locale;
applyTheme();
prepareFloating();
prepareLater();
addEventListener("hashchange", () => void open());
void open();
