import { TriangleAlert } from "lucide";
import type { ChangeId } from "../../../schema/index.ts";
import { excerptOf, holding } from "../changes.ts";
import { ALSO } from "../particulars.ts";
import type { Dependant, ShownChange } from "../session.ts";
import { t } from "../text/index.ts";
import { Badge } from "./Badge.tsx";
import { Icon } from "./Icon.tsx";

interface Props {
  dependants: readonly Dependant[];
  /** All pending changes. */
  all: readonly ShownChange[];
  /** Whether what becomes of them is not to choose. */
  fixed?: boolean;
}

/** What a decision would remove or strand (S5): each change of others with what becomes of it, to choose. */
export function Dependants({ dependants, all, fixed = false }: Props) {
  const byChange = new Map<ChangeId, Dependant[]>();
  for (const each of dependants) byChange.set(each.change, [...(byChange.get(each.change) ?? []), each]);
  return (
    <section class="dependants">
      <h3>
        <Icon of={TriangleAlert} size={16} />
        {t("dependants", { count: byChange.size })}
      </h3>
      <ul class="dialog-list">
        {[...byChange].map(([id, parts]) => {
          const change = holding(all, id);
          const delegation = id.slice(0, id.indexOf(":"));
          const effect = parts.some((part) => part.effect === "stranded") ? "stranded" : "removed";
          return (
            <li key={id}>
              <Badge delegation={delegation} />
              <span>
                {change !== undefined && (
                  <span class="muted">
                    <bdi>{change.by}</bdi>:{" "}
                  </span>
                )}
                {parts.map(({ text }, i) => (
                  <q key={i} class="dependant-text">
                    {excerptOf(apart(text, change), 140)}
                  </q>
                ))}
                {fixed ? (
                  <span class="dependant-effect">{t(`effect-${effect}`)}</span>
                ) : (
                  <select
                    class="input dependant-choice"
                    name={`${ALSO}${id}`}
                    aria-label={t("dependant-choice", { delegation })}
                  >
                    <option value="">{t(`effect-${effect}`)}</option>
                    <option value="accept">{t("effect-accept")}</option>
                    <option value="reject">{t("effect-reject")}</option>
                  </select>
                )}
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** The text of a change, with its places set apart when it is all of them. */
function apart(text: string, change: ShownChange | undefined): string {
  const inserts = change?.inserts ?? [];
  return inserts.join("") === text ? inserts.map((insert) => insert.trim()).join(" … ") : text;
}
