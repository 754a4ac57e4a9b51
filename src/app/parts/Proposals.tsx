/** What delegations have tabled: each proposal with its changes, to be altered by its sponsors and decided by number. */
import { useComputed } from "@preact/signals";
import { Check, ChevronDown, Hourglass, ListFilter, Pencil, Plus, Replace, X } from "lucide";
import type { IconNode } from "lucide";
import type { DecisionVerdict } from "../../collab/protocol.ts";
import { ask } from "../deciding.ts";
import { mayDecide, mayEditDirectly } from "../rights.ts";
import type { ShownChange, ShownProposal } from "../session.ts";
import { t } from "../text/index.ts";
import { type Ui, useUi } from "../ui.ts";
import { Badge, colourStyle } from "./Badge.tsx";
import { Icon } from "./Icon.tsx";
import { Pieces } from "./Pieces.tsx";
import { MenuItem, Popup } from "./Popup.tsx";
import { targetsById } from "./TargetChoices.tsx";
import { TargetPlace } from "./Targets.tsx";

const SHOWN = 3;

export function Proposals({ onReveal }: { onReveal?: (() => void) | undefined }) {
  const ui = useUi();
  const { session, form } = ui;
  const list = session.proposals.value;
  return (
    <div class="proposals">
      {session.writable.value && (
        <button
          type="button"
          class="button small"
          onClick={() => (form.value = { kind: "proposal", proposal: null, chosen: selectedChanges(ui) })}
        >
          <Icon of={Plus} size={16} />
          {t("proposal-new")}
        </button>
      )}
      {list.length === 0 && (
        <div class="panel-empty">
          <p>{t("proposals-none")}</p>
          <p class="muted">{t("proposals-none-hint")}</p>
        </div>
      )}
      <ul>
        {list.map((proposal) => (
          <li key={proposal.number}>
            <Item proposal={proposal} onReveal={onReveal} />
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The changes that the selection touches and the selected one, which a new proposal begins with. */
function selectedChanges({ session, selected }: Ui): ShownChange[] {
  const active = new Set(session.activeChanges.value);
  return session.changes.value.filter(
    ({ id, ids, proposal }) =>
      proposal === undefined && (ids.some((each) => active.has(each)) || id === selected.value?.id),
  );
}

function Item({ proposal, onReveal }: { proposal: ShownProposal; onReveal: (() => void) | undefined }) {
  const ui = useUi();
  const { session } = ui;
  const { number, kind, title, reasons, sponsors, state, order, target = [] } = proposal;
  const { role, delegation } = session.me.value;
  const changes = session.changes.value.filter((change) => change.proposal === number);
  const reveal = (change: ShownChange) => {
    session.reveal(change.id);
    onReveal?.();
  };
  return (
    <article class="proposal" data-state={state} data-number={number}>
      <header class="proposal-head">
        <h3>
          <bdi>{number}</bdi>
        </h3>
        <span class="card-fact">{kind}</span>
        <span class="card-fact proposal-state">{t(`state-${state}`)}</span>
        {order !== undefined && <span class="muted">{t("proposal-turn", { order })}</span>}
      </header>
      {title !== "" && <p class="proposal-title">{title}</p>}
      <p class="proposal-sponsors">
        {sponsors.map((code) => (
          <Badge key={code} delegation={code} />
        ))}
      </p>
      {reasons !== "" && <p class="card-reason">{reasons}</p>}
      <ul class="proposal-changes">
        {changes.slice(0, SHOWN).map((change) => (
          <li key={change.id}>
            <button
              type="button"
              class="proposal-change card-text"
              style={colourStyle(change.delegation)}
              onClick={() => reveal(change)}
            >
              <Pieces pieces={change.pieces} most={2} />
            </button>
          </li>
        ))}
      </ul>
      {changes.length === 0 && target.length > 0 && <About target={target} onReveal={onReveal} />}
      <div class="proposal-actions">
        {changes.length > 0 && (
          <button
            type="button"
            class="button small quiet"
            onClick={() => {
              ui.filter.value = null;
              ui.proposal.value = number;
              ui.tab.value = "changes";
            }}
          >
            <Icon of={ListFilter} size={14} />
            {t("proposal-list", { count: changes.length })}
          </button>
        )}
        {session.writable.value && (mayEditDirectly(role) || sponsors.includes(delegation)) && (
          <button
            type="button"
            class="button small quiet"
            aria-label={t("proposal-edit", { number })}
            onClick={() => (ui.form.value = { kind: "proposal", proposal, chosen: [] })}
          >
            <Icon of={Pencil} size={14} />
            {t("edit")}
          </button>
        )}
        {mayDecide(role) && <DecideByNumber number={number} changes={changes} />}
      </div>
    </article>
  );
}

/** The paragraphs that a proposal without changes is about; each leads to its place. */
function About({ target, onReveal }: { target: readonly string[]; onReveal: (() => void) | undefined }) {
  const { session } = useUi();
  const targets = useComputed(() => targetsById(session.text.value));
  return (
    <ul class="proposal-changes">
      {target.flatMap((id) => {
        const found = targets.value.get(id);
        if (found === undefined) return [];
        const reveal = () => {
          session.revealPlace(found.from, found.at - found.from);
          onReveal?.();
        };
        return [
          <li key={id}>
            <button type="button" class="proposal-change card-text" onClick={reveal}>
              <TargetPlace target={found} />
            </button>
          </li>,
        ];
      })}
    </ul>
  );
}

const VERDICTS: readonly [DecisionVerdict, IconNode][] = [
  ["accept", Check],
  ["reject", X],
  ["defer", Hourglass],
  ["supersede", Replace],
];

function DecideByNumber({ number, changes }: { number: string; changes: readonly ShownChange[] }) {
  const ui = useUi();
  const name = t("proposal-decide", { number });
  return (
    <Popup
      kind="menu"
      label={name}
      buttonLabel={name}
      class="button small"
      button={
        <>
          {t("decide")}
          <Icon of={ChevronDown} size={14} />
        </>
      }
    >
      {VERDICTS.map(([verdict, icon]) => (
        <MenuItem key={verdict} onChoose={() => void ask(ui, { verdict, proposal: number }, changes, { always: true })}>
          <Icon of={icon} size={16} />
          <span>{t(verdict)}</span>
        </MenuItem>
      ))}
    </Popup>
  );
}
