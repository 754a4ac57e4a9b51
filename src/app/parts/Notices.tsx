import { untracked, useSignalEffect } from "@preact/signals";
import { Check, Copy, type IconNode, Lock, TriangleAlert, X } from "lucide";
import { t } from "../text/index.ts";
import { type Notice, closeNotice, notify, useUi } from "../ui.ts";
import { Icon } from "./Icon.tsx";
import { Tool } from "./Tool.tsx";

const ICONS: Record<Notice["kind"], IconNode> = { done: Check, told: Lock, failed: TriangleAlert };

/** What was done, for a moment, and what failed, until it is closed. */
export function Notices() {
  const ui = useUi();
  const list = ui.notices.value;
  useSignalEffect(() => {
    if (ui.session.refusals.value > 0) untracked(() => notify(ui, "told", t("agreed-refused")));
  });
  const rows = (...kinds: Notice["kind"][]) =>
    list
      .filter(({ kind }) => kinds.includes(kind))
      .map(({ id, kind, text }) => (
        <div key={id} class="notice" data-kind={kind}>
          <Icon of={ICONS[kind]} />
          <p>{text}</p>
          {kind === "failed" && <Tool icon={X} label={t("close")} onPress={() => closeNotice(ui, id)} />}
        </div>
      ));
  return (
    <div class="notices">
      <div role="status">{rows("done", "told")}</div>
      <div role="alert">{rows("failed")}</div>
    </div>
  );
}

/** Above the page: words that came back, and a connection that the server ended. */
export function Banners() {
  const ui = useUi();
  const { session } = ui;
  const connection = session.connection.value;
  const unsent = session.unsent.value;
  const copy = (text: string) =>
    navigator.clipboard.writeText(text).then(
      () => notify(ui, "done", t("copied")),
      () => notify(ui, "failed", t("copy-failed")),
    );
  return (
    <div class="banners">
      {connection.state === "refused" && (
        <section class="banner" role="alert">
          <h2>
            <Icon of={TriangleAlert} />
            {t(`refused-${connection.reason}`)}
          </h2>
          <p>{t("refused-kept")}</p>
          {connection.detail !== "" && <p class="muted">{t("refused-detail", { detail: connection.detail })}</p>}
        </section>
      )}
      {unsent.length > 0 && (
        <section class="banner" role="alert">
          <h2>
            <Icon of={TriangleAlert} />
            {t("unsent", { count: unsent.length })}
          </h2>
          <ul>
            {unsent.map(({ id, kind, text, reason }) => (
              <li key={id} class="unsent">
                <blockquote dir="auto">{kind === "insert" ? text : t("unsent-delete", { text })}</blockquote>
                <p class="muted">{reason}</p>
                <span class="unsent-actions">
                  <button type="button" class="button small" onClick={() => void copy(text)}>
                    <Icon of={Copy} size={16} />
                    {t("copy")}
                  </button>
                  <button type="button" class="button small quiet" onClick={() => session.dismiss(id)}>
                    {t("dismiss")}
                  </button>
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
