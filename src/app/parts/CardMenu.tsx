import {
  Ban,
  Combine,
  Handshake,
  Hourglass,
  Layers,
  type IconNode,
  Minus,
  NotebookPen,
  Plus,
  Quote,
  Replace,
  ScrollText,
  Undo2,
} from "lucide";
import type { ComponentChildren } from "preact";
import { carryOut } from "../carry-out.ts";
import { ask } from "../deciding.ts";
import { sponsorsOf } from "../proposals.ts";
import { mayDecide, mayEditDirectly } from "../rights.ts";
import type { ShownChange } from "../session.ts";
import { t } from "../text/index.ts";
import { useUi } from "../ui.ts";
import { Icon } from "./Icon.tsx";
import { MenuGroup, MenuItem } from "./Popup.tsx";

/** What else can be done with a change: by those who stand behind it, by other delegations, and by the chair. */
export function CardMenu({ change }: { change: ShownChange }) {
  const { session } = useUi();
  const { role } = session.me.value;
  return (
    <>
      {mayDecide(role) && <ChairItems change={change} />}
      <SponsorItems change={change} />
    </>
  );
}

function Item({ icon, children, onChoose }: { icon: IconNode; children: ComponentChildren; onChoose: () => void }) {
  return (
    <MenuItem onChoose={onChoose}>
      <Icon of={icon} size={16} />
      <span>{children}</span>
    </MenuItem>
  );
}

function SponsorItems({ change }: { change: ShownChange }) {
  const ui = useUi();
  const { session, form } = ui;
  const { role, delegation } = session.me.value;
  const { ids, proposal } = change;
  const sponsors = sponsorsOf(change, session.proposals.value);
  const supports = sponsors.includes(delegation);
  const own = change.delegation === delegation;
  const withdraw = () =>
    void carryOut(
      ui,
      (commands) => commands.withdraw(ids),
      t(sponsors.length > 1 ? "notice-ceased" : "notice-withdrawn"),
    );
  const support = () =>
    void carryOut(ui, (commands) => commands.note(ids, { sponsors: [...sponsors, delegation] }), t("notice-supported"));
  return (
    <MenuGroup label={t("menu-support")}>
      {supports && (
        <Item icon={Ban} onChoose={withdraw}>
          {t(sponsors.length > 1 ? "cease" : "withdraw")}
        </Item>
      )}
      {!supports && !mayEditDirectly(role) && (
        <Item icon={Handshake} onChoose={support}>
          {t("support")}
        </Item>
      )}
      {(own || mayEditDirectly(role)) && (
        <Item icon={Quote} onChoose={() => (form.value = { kind: "reason", change })}>
          {t(change.reason === undefined ? "reason-give" : "reason-change")}
        </Item>
      )}
      {(own || mayEditDirectly(role)) && proposal === undefined && (
        <Item icon={ScrollText} onChoose={() => (form.value = { kind: "proposal", proposal: null, chosen: [change] })}>
          {t("proposal-from")}
        </Item>
      )}
    </MenuGroup>
  );
}

function ChairItems({ change }: { change: ShownChange }) {
  const ui = useUi();
  const { session, form } = ui;
  const { delegation } = session.me.value;
  const { ids, inserts, deletes, paragraph } = change;
  const amendments = session.changes.value
    .filter((other) => other.delegation === delegation && other.paragraph.id === paragraph.id && other.id !== change.id)
    .flatMap((other) => other.ids);
  const only = (part: "inserts" | "deletes") => Object.fromEntries(ids.map((id) => [id, part]));
  const decide = (...[decision, asking]: [Parameters<typeof ask>[1], Parameters<typeof ask>[3]?]) =>
    void ask(ui, decision, [change], asking);
  return (
    <MenuGroup label={t("decide")}>
      <Item icon={NotebookPen} onChoose={() => decide({ verdict: "accept" }, { always: true })}>
        {t("accept-noted")}
      </Item>
      <Item icon={NotebookPen} onChoose={() => decide({ verdict: "reject" }, { always: true })}>
        {t("reject-noted")}
      </Item>
      {inserts.length > 0 && deletes.length > 0 && (
        <>
          <Item icon={Plus} onChoose={() => decide({ verdict: "accept", only: only("inserts") })}>
            {t("only-inserts")}
          </Item>
          <Item icon={Minus} onChoose={() => decide({ verdict: "accept", only: only("deletes") })}>
            {t("only-deletes")}
          </Item>
        </>
      )}
      {amendments.length > 0 && (
        <Item icon={Combine} onChoose={() => decide({ verdict: "amended", amendments })}>
          {t("amended")}
        </Item>
      )}
      {change.deferred === true ? (
        <Item
          icon={Undo2}
          onChoose={() => void carryOut(ui, (commands) => commands.takeUp(change.id), t("notice-taken-up"))}
        >
          {t("take-up")}
        </Item>
      ) : (
        <Item icon={Hourglass} onChoose={() => decide({ verdict: "defer" })}>
          {t("defer")}
        </Item>
      )}
      <Item icon={Replace} onChoose={() => decide({ verdict: "supersede" })}>
        {t("supersede")}
      </Item>
      <Item icon={Layers} onChoose={() => (form.value = { kind: "group", change })}>
        {t("group")}
      </Item>
    </MenuGroup>
  );
}
