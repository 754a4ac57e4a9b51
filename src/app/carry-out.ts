/** Has the server do something, and says what became of it. */
import type { Commands } from "./commands.ts";
import type { Outcome } from "./session.ts";
import { t } from "./text/index.ts";
import { type Ui, notify } from "./ui.ts";

/** Resolves to whether it was done. */
export async function carryOut(
  ui: Ui,
  command: (commands: Commands) => Promise<Outcome>,
  done: string | null = null,
): Promise<boolean> {
  const commands = await ui.session.commands();
  const outcome: Outcome = commands === null ? { ok: false, message: t("failed-offline") } : await command(commands);
  if (!outcome.ok) notify(ui, "failed", outcome.message);
  else if (done !== null) notify(ui, "done", done);
  return outcome.ok;
}
