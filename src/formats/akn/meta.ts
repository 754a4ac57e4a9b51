/** What a document says of itself: identification, who is referred to, and what of the draft is not its text. */
import { type DraftFile, delegationOf } from "../../../schema/index.ts";
import { changesIn } from "../json/draft-file.ts";
import { organizationId } from "./inline.ts";
import { element, escape, jsonOf } from "../xml-write.ts";

/** `part` names an annex; empty for the document itself. */
export function metaOf(draft: DraftFile, part = ""): string {
  const base = `/akn/un/statement/draft${part === "" ? "" : `/${part}`}`;
  const expression = `${base}/${draft.lang}@`;
  const of = (name: string, uri: string, more: string) =>
    element(
      name,
      {},
      element("FRBRthis", { value: uri }) +
        element("FRBRuri", { value: uri }) +
        element("FRBRdate", { date: dateOf(draft), name: "draft" }) +
        element("FRBRauthor", { href: "#plenary" }) +
        more,
    );
  const identification = element(
    "identification",
    { source: "#plenary" },
    of("FRBRWork", base, element("FRBRcountry", { value: "un" })) +
      of("FRBRExpression", expression, element("FRBRlanguage", { language: draft.lang })) +
      of("FRBRManifestation", `${expression}.xml`, ""),
  );
  return element("meta", {}, identification + (part === "" ? referencesOf(draft) + proprietaryOf(draft) : ""));
}

/** The day of the last change; without one the first day that there is, so that the same draft is the same file. */
function dateOf({ changes }: DraftFile): string {
  const days = Object.values(changes).map(({ time }) => time.slice(0, 10));
  return (
    days
      .filter((day) => /^\d{4}-\d\d-\d\d$/.test(day))
      .sort()
      .at(-1) ?? "1970-01-01"
  );
}

function referencesOf({ ops }: DraftFile): string {
  const delegations = [...new Set([...changesIn(ops)].map(delegationOf))].sort();
  const organizations = delegations.map((code) =>
    element("TLCOrganization", { eId: organizationId(code), href: `/akn/ontology/organization/${code}`, showAs: code }),
  );
  const self = element("TLCOrganization", {
    eId: "plenary",
    href: "/akn/ontology/organization/plenary",
    showAs: "Plenary",
  });
  return element("references", { source: "#plenary" }, self + organizations.join(""));
}

/** All of the draft file but its text. */
function proprietaryOf(draft: DraftFile): string {
  const { ops: _, format: __, version: ___, ...rest } = draft;
  return element("proprietary", { source: "#plenary" }, `<pl:draft>${escape(jsonOf(rest))}</pl:draft>`);
}
