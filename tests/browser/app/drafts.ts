/** Small drafts for the browser tests. */
import { type Attributes, type Change, type ChangeId, MARK, type Op } from "../../../schema/index.ts";

type Piece = string | [text: string, attributes: Attributes];

/** A paragraph: its pieces, and the attributes of its mark. */
export function paragraph(id: string, mark: Attributes, ...pieces: Piece[]): Op[] {
  const texts = pieces.map(
    (piece): Op => (typeof piece === "string" ? { insert: piece } : { insert: piece[0], attributes: piece[1] }),
  );
  return [...texts, { insert: MARK, attributes: { id, ...mark } }];
}

const call = (id: string, part: string, text: string) => paragraph(id, { role: "call", part }, text);
export const item = (id: string, ...pieces: Piece[]) =>
  paragraph(id, { role: "item", part: "operative", level: 0 }, ...pieces);

const HEAD = [
  ...paragraph("n", { role: "number" }, "RESOLUTION 7"),
  ...paragraph("t", { role: "title" }, "Security of the infrastructure"),
];

/** A clean draft of two sections. */
export const CLEAN: Op[] = [
  ...HEAD,
  ...call("c1", "preamble", "considering"),
  ...paragraph("a", { role: "item", part: "preamble", level: 0 }, "that trust is needed;"),
  ...paragraph("b", { role: "item", part: "preamble", level: 0 }, "that networks grow,"),
  ...call("c2", "operative", "resolves"),
  ...item("1", "to study the matter;"),
  ...item("2", "to report to the next conference."),
];

const USA1: ChangeId = "USA:u-1";
const USA2: ChangeId = "USA:u-2";
const USA3: ChangeId = "USA:u-3";
const F1: ChangeId = "F:f-1";
const F2: ChangeId = "F:f-2";

/** The same with five changes of two delegations. */
export const REDLINE: Op[] = [
  ...HEAD,
  ...call("c1", "preamble", "considering"),
  ...paragraph(
    "a",
    { role: "item", part: "preamble", level: 0 },
    "that ",
    ["mutual ", { ins: USA1 }],
    "trust is ",
    ["badly ", { ins: F1 }],
    "needed;",
  ),
  ...paragraph(
    "b",
    { role: "item", part: "preamble", level: 0 },
    "that ",
    ["networks", { "del:USA": USA2 }],
    ["systems", { ins: USA2 }],
    " grow,",
  ),
  ...call("c2", "operative", "resolves"),
  ...item("1", "to study the ", ["whole ", { ins: F2 }], "matter;"),
  ...item("2", "to report", [" twice", { ins: USA3 }], " to the next conference."),
];

const change = (delegation: string, by: string, time: string): Change => ({ delegation, by, time });
export const CHANGES: Record<ChangeId, Change> = {
  [USA1]: change("USA", "Marian Okafor", "2025-03-02T09:30:00Z"),
  [USA2]: change("USA", "Marian Okafor", "2025-03-02T09:31:00Z"),
  [USA3]: change("USA", "Robert Chen", "2025-03-02T09:40:00Z"),
  [F1]: change("F", "Amina Castellane", "2025-03-03T14:05:00Z"),
  [F2]: change("F", "Amina Castellane", "2025-03-03T14:06:00Z"),
};
