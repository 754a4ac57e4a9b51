/** Who may open the draft: people are invited, each with a link of their own, and their access is taken back. */
import { useSignal } from "@preact/signals";
import { UserRoundPlus } from "lucide";
import { useEffect } from "preact/hooks";
import { ROLES_OF_MEMBERS, type MemberRole } from "../../collab/protocol.ts";
import type { Commands, Invited, Member } from "../commands.ts";
import { mayDecide } from "../rights.ts";
import type { Outcome } from "../session.ts";
import { t } from "../text/index.ts";
import { useUi } from "../ui.ts";
import { Badge } from "./Badge.tsx";
import { Dialog, DialogContent, FormMessage } from "./Dialog.tsx";
import { Icon } from "./Icon.tsx";
import { LinkField } from "./LinkField.tsx";

export function MembersDialog() {
  const { managing } = useUi();
  return (
    <Dialog open={managing.value} labelledBy="members-title" onClose={() => (managing.value = false)}>
      {managing.value && <Content />}
    </Dialog>
  );
}

/** Has the server do something; what it does not do is said in the dialog. */
type Run = (command: (commands: Commands) => Promise<Outcome>) => Promise<boolean>;

function Content() {
  const { session, managing } = useUi();
  const members = useSignal<readonly Member[]>([]);
  const message = useSignal("");
  const run: Run = async (command) => {
    const commands = await session.commands();
    const outcome = commands === null ? { ok: false as const, message: t("failed-offline") } : await command(commands);
    message.value = outcome.ok ? "" : outcome.message;
    return outcome.ok;
  };
  const read = () =>
    run(async (commands) => {
      const found = await commands.members();
      if (found === null) return { ok: false, message: t("failed-offline") };
      members.value = found;
      return { ok: true };
    });
  useEffect(() => void read(), []);
  return (
    <DialogContent
      id="members-title"
      title={t("members")}
      buttons={
        <button type="button" class="button" onClick={() => (managing.value = false)}>
          {t("close")}
        </button>
      }
    >
      <ul class="members">
        {members.value.map((member) => (
          <li key={member.id}>
            <MemberRow member={member} run={run} onChanged={() => void read()} />
          </li>
        ))}
      </ul>
      <Invitation run={run} onInvited={() => void read()} />
      {mayDecide(session.me.value.role) && <Stage run={run} />}
      <FormMessage text={message.value} />
    </DialogContent>
  );
}

/** Only the chair makes and removes chairs. */
const mayTouch = (mine: MemberRole, role: MemberRole): boolean => mayDecide(mine) || role !== "chair";

function MemberRow({ member, run, onChanged }: { member: Member; run: Run; onChanged: () => void }) {
  const { me } = useUi().session;
  const isSure = useSignal(false);
  const { id, name, role, delegation } = member;
  const revoke = async () => {
    if (!isSure.value) return void (isSure.value = true);
    if (await run((commands) => commands.revoke(id))) onChanged();
  };
  return (
    <>
      <Badge delegation={delegation} />
      <span class="members-name">
        <bdi>{name}</bdi> <span class="muted">{id === me.value.member ? t("people-you") : t(`role-${role}`)}</span>
      </span>
      {id !== me.value.member && mayTouch(me.value.role, role) && (
        <button
          type="button"
          class="button small quiet"
          aria-label={t(isSure.value ? "members-revoke-sure-one" : "members-revoke-one", { name })}
          onBlur={() => (isSure.value = false)}
          onClick={() => void revoke()}
        >
          {t(isSure.value ? "members-revoke-sure" : "members-revoke")}
        </button>
      )}
    </>
  );
}

/** Roles that act for a delegation of their own choice. */
const needsDelegation = (role: MemberRole): boolean => role === "delegate";

function Invitation({ run, onInvited }: { run: Run; onInvited: () => void }) {
  const role = useSignal<MemberRole>("delegate");
  const invited = useSignal<Invited | null>(null);
  const mine = useUi().session.me.value.role;
  const invite = async (form: HTMLFormElement) => {
    const data = new FormData(form);
    const text = (name: string) => String(data.get(name) ?? "").trim();
    const delegation = text("delegation").toUpperCase();
    const done = await run(async (commands) => {
      const outcome = await commands.invite({
        name: text("name"),
        role: role.value,
        ...(needsDelegation(role.value) && { delegation }),
      });
      if (outcome.ok) invited.value = outcome.invited;
      return outcome;
    });
    if (!done) return;
    form.reset();
    role.value = "delegate";
    onInvited();
  };
  return (
    <div class="fields">
      <form
        class="fields"
        aria-label={t("members-invite")}
        onSubmit={(event) => {
          event.preventDefault();
          void invite(event.currentTarget);
        }}
      >
        <h3>{t("members-invite")}</h3>
        <label class="field">
          <span>{t("members-name")}</span>
          <input class="input" name="name" required maxLength={120} autocomplete="off" />
        </label>
        <div class="field-row members-row">
          <label class="field">
            <span>{t("members-role")}</span>
            <select
              class="input"
              value={role.value}
              onChange={({ currentTarget }) => (role.value = currentTarget.value as MemberRole)}
            >
              {ROLES_OF_MEMBERS.filter((each) => mayTouch(mine, each)).map((each) => (
                <option key={each} value={each}>
                  {t(`role-${each}`)}
                </option>
              ))}
            </select>
          </label>
          {needsDelegation(role.value) && (
            <label class="field">
              <span>{t("members-delegation")}</span>
              <input class="input" name="delegation" required maxLength={16} autocomplete="off" placeholder="USA" />
            </label>
          )}
          <button type="submit" class="button members-add">
            <Icon of={UserRoundPlus} size={16} />
            {t("members-add")}
          </button>
        </div>
      </form>
      {invited.value !== null && (
        <LinkField label={t("members-link", { name: invited.value.name })} url={invited.value.url} />
      )}
    </div>
  );
}

/** The chair freezes the draft, and opens it again. */
function Stage({ run }: { run: Run }) {
  const isFrozen = useUi().session.draft.value.stage === "frozen";
  const [stage, name] = isFrozen ? (["drafting", "unfreeze"] as const) : (["frozen", "freeze"] as const);
  return (
    <div class="members-stage">
      <p class="muted">{t(`stage-${name}-meaning`)}</p>
      <button type="button" class="button small" onClick={() => void run((commands) => commands.setStage(stage))}>
        {t(`stage-${name}`)}
      </button>
    </div>
  );
}
