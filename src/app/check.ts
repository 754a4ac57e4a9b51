/** The drafting check in the app: loaded when it is first asked for, because most who open a draft never do. */
import type { Finding } from "../../schema/check/index.ts";
import { type Delta, labellingOf } from "../../schema/index.ts";
import type { CheckOutcome, DraftInfo } from "./session.ts";
import { t } from "./text/index.ts";

export async function checkText(sequence: () => Delta, draft: DraftInfo): Promise<CheckOutcome> {
  try {
    const { check } = await import("../../schema/check/index.ts");
    return {
      ok: true,
      findings: check(sequence(), { labelling: labellingOf(draft), stage: draft.stage, typed: true }),
    };
  } catch {
    return { ok: false, message: t("failed-offline") };
  }
}

/** The same finding in what was found later, wherever its words have moved; undefined when it is no longer one. */
export const foundAgain = (findings: readonly Finding[], old: Finding): Finding | undefined =>
  findings.find(
    ({ rule, message, place }) =>
      rule === old.rule &&
      message === old.message &&
      place.paragraph === old.place.paragraph &&
      place.excerpt === old.place.excerpt,
  );
