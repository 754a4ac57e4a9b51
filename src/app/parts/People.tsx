import { Users } from "lucide";
import { mayEditDirectly } from "../rights.ts";
import { t } from "../text/index.ts";
import { useUi } from "../ui.ts";
import { Badge } from "./Badge.tsx";
import { Icon } from "./Icon.tsx";
import { Popup } from "./Popup.tsx";

const SHOWN = 3;

/** Who has the draft open: delegations at a glance, people by name on demand. */
export function People() {
  const ui = useUi();
  const { session } = ui;
  const me = session.me.value;
  const everyone = [{ clientId: -1, ...me }, ...session.people.value];
  const delegations = new Map<string, typeof everyone>();
  for (const person of everyone) {
    const group = delegations.get(person.delegation) ?? [];
    if (!group.some(({ name }) => name === person.name)) group.push(person); // two tabs of one person
    delegations.set(person.delegation, group);
  }
  const list = [...delegations].sort(([a], [b]) =>
    a === me.delegation ? -1 : b === me.delegation ? 1 : a < b ? -1 : 1,
  );
  const others = list.filter(([delegation, people]) => delegation !== me.delegation || people.length > 1);
  const rest = others.length - SHOWN;
  const count = list.reduce((sum, [, people]) => sum + people.length, 0);
  return (
    <Popup
      kind="dialog"
      label={t("people")}
      buttonLabel={t("people-count", { count })}
      tip={t("people-count", { count })}
      class="button quiet people"
      button={
        <>
          <span class="people-stack">
            {others.length === 0 && <Icon of={Users} />}
            {others.slice(0, SHOWN).map(([delegation, people]) => (
              <Badge key={delegation} delegation={delegation} count={people.length} />
            ))}
          </span>
          {rest > 0 && <span class="people-rest">+{rest}</span>}
          <span class="people-number">{count}</span>
        </>
      }
    >
      <h2 class="popup-title">{t("people")}</h2>
      <ul class="people-list">
        {list.flatMap(([delegation, people]) =>
          people.map(({ clientId, name, role }) => (
            <li key={`${delegation} ${name}`}>
              <Badge delegation={delegation} />
              <span class="people-name">
                <bdi>{name}</bdi>
                {clientId === -1 && <span class="muted"> {t("people-you")}</span>}
              </span>
              <span class="muted">{t(`role-${role}`)}</span>
            </li>
          )),
        )}
      </ul>
      {mayEditDirectly(me.role) && (
        <div class="popup-foot">
          <button type="button" class="button small" onClick={() => (ui.managing.value = true)}>
            {t("people-manage")}
          </button>
        </div>
      )}
    </Popup>
  );
}
