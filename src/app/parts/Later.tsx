/** What the first sight can do without is a bundle of its own: fetched when there is nothing else to do, or asked for. */
import { signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { whenIdle } from "../idle.ts";
import { t } from "../text/index.ts";

type Parts = typeof import("./later.ts");

const parts = signal<Parts | null>(null);
const failed = signal(false);

export async function fetchLater(): Promise<void> {
  if (parts.value !== null) return;
  failed.value = false;
  try {
    parts.value = await import("./later.ts");
  } catch {
    failed.value = true;
  }
}

/** Gets it while nothing else is to do. */
export const prepareLater = (): void => whenIdle(() => void fetchLater());

interface Props {
  children: (parts: Parts) => ComponentChildren;
  /** Whether they are wanted at once; until they are there, that is said in their place. */
  wanted?: boolean;
}

/** Parts of the later bundle. */
export function Later({ children, wanted = false }: Props) {
  useEffect(() => {
    if (wanted) void fetchLater();
  }, [wanted]);
  if (parts.value !== null) return <>{children(parts.value)}</>;
  if (!wanted) return null;
  return (
    <div class="panel-empty" role="status">
      <p>{t(failed.value ? "failed-offline" : "loading-part")}</p>
    </div>
  );
}
