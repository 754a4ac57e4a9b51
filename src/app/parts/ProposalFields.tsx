import { useSignal } from "@preact/signals";
import {
  KINDS_WITHOUT_CHANGES,
  PROPOSAL_KINDS,
  PROPOSAL_NUMBER,
  PROPOSAL_STATES,
  type ProposalKind,
  type ProposalState,
} from "../../../schema/index.ts";
import type { TabledProposal } from "../commands.ts";
import { eligible } from "../proposals.ts";
import { mayEditDirectly } from "../rights.ts";
import type { ShownChange, ShownProposal } from "../session.ts";
import { t } from "../text/index.ts";
import { useUi } from "../ui.ts";
import { colourStyle } from "./Badge.tsx";
import { FormContent } from "./FormDialog.tsx";
import { Pieces } from "./Pieces.tsx";
import { TargetChoices } from "./TargetChoices.tsx";

interface Props {
  /** Null makes a new one. */
  proposal: ShownProposal | null;
  /** The changes that it begins with. */
  chosen: readonly ShownChange[];
}

/** A proposal to table, or one that is there. */
export function ProposalFields({ proposal, chosen }: Props) {
  const { session } = useUi();
  const { role, delegation } = session.me.value;
  const kind = useSignal<ProposalKind>(proposal?.kind ?? "MOD");
  const changes = eligible(session.changes.value, session.me.value, proposal?.number ?? null);
  const first = new Set([...chosen, ...changes.filter((change) => change.proposal !== undefined)].map(({ id }) => id));
  const target = useSignal(proposal?.target ?? session.selection.peek().paragraphs.map(({ id }) => id));
  const needsPlace = KINDS_WITHOUT_CHANGES.includes(kind.value);
  const governs = mayEditDirectly(role);
  return (
    <FormContent
      title={proposal === null ? t("proposal-new") : t("proposal-edit", { number: proposal.number })}
      confirm={t(proposal === null ? "proposal-table" : "keep")}
      onSend={async (commands, data) => {
        const tabled = tabledOf(data, changes);
        if (needsPlace && tabled.changes.length === 0 && tabled.target === undefined)
          return { ok: false, message: t("proposal-about-nothing") };
        if (proposal === null) return commands.table(tabled);
        if (!governs) return commands.alter(tabled);
        const order = String(data.get("order") ?? "");
        const state = data.get("state") as ProposalState;
        return commands.alter({ ...tabled, state, order: order === "" ? null : Number(order) });
      }}
    >
      <div class="field-row">
        <label class="field">
          <span>{t("proposal-number")}</span>
          <input
            class="input"
            name="number"
            required
            readOnly={proposal !== null}
            onInput={({ currentTarget: field }) =>
              field.setCustomValidity(PROPOSAL_NUMBER.test(field.value.trim()) ? "" : t("proposal-number-form"))
            }
            placeholder={`${delegation}/12/1`}
            defaultValue={proposal?.number ?? ""}
          />
        </label>
        <label class="field">
          <span>{t("proposal-kind")}</span>
          <select
            class="input"
            name="kind"
            value={kind.value}
            onChange={({ currentTarget }) => (kind.value = currentTarget.value as ProposalKind)}
          >
            {PROPOSAL_KINDS.map((each) => (
              <option key={each}>{each}</option>
            ))}
          </select>
        </label>
      </div>
      {needsPlace && <TargetChoices first={target.value} />}
      <label class="field">
        <span>{t("proposal-title")}</span>
        <input class="input" name="title" maxLength={300} defaultValue={proposal?.title ?? ""} />
      </label>
      <label class="field">
        <span>{t("proposal-reasons")}</span>
        <textarea class="input" name="reasons" rows={3} maxLength={4000} defaultValue={proposal?.reasons ?? ""} />
      </label>
      <label class="field">
        <span>{t("proposal-sponsors")}</span>
        <input
          class="input"
          name="sponsors"
          required
          defaultValue={(proposal?.sponsors ?? [chosen[0]?.delegation ?? delegation]).join(", ")}
        />
      </label>
      {proposal !== null && governs && (
        <div class="field-row">
          <label class="field">
            <span>{t("proposal-state")}</span>
            <select class="input" name="state" defaultValue={proposal.state}>
              {PROPOSAL_STATES.map((state) => (
                <option key={state} value={state} selected={state === proposal.state}>
                  {t(`state-${state}`)}
                </option>
              ))}
            </select>
          </label>
          <label class="field">
            <span>{t("proposal-order")}</span>
            <input
              class="input"
              name="order"
              type="number"
              min="0"
              max="100000"
              defaultValue={String(proposal.order ?? "")}
            />
          </label>
        </div>
      )}
      <fieldset class="choices">
        <legend>{t("proposal-changes")}</legend>
        {changes.map(({ id, delegation: whose, pieces }) => (
          <label key={id} class="choice" style={colourStyle(whose)}>
            <input type="checkbox" name="change" value={id} defaultChecked={first.has(id)} />
            <span class="card-text">
              <Pieces pieces={pieces} most={2} />
            </span>
          </label>
        ))}
        {changes.length === 0 && <p class="muted">{t("proposal-changes-none")}</p>}
      </fieldset>
    </FormContent>
  );
}

function tabledOf(data: FormData, changes: readonly ShownChange[]): TabledProposal {
  const text = (name: string) => String(data.get(name) ?? "").trim();
  const checked = new Set(data.getAll("change"));
  const target = data.getAll("target").map(String);
  const ids = changes.filter(({ id }) => checked.has(id)).flatMap((change) => change.ids);
  return {
    number: text("number"),
    kind: text("kind") as ProposalKind,
    title: text("title"),
    reasons: text("reasons"),
    sponsors: [
      ...new Set(
        text("sponsors")
          .toUpperCase()
          .match(/[A-Z0-9-]+/g) ?? [],
      ),
    ],
    changes: ids,
    ...(target.length > 0 && { target }),
  };
}
