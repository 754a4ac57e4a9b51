import { describe, expect, test } from "vitest";
import { LANGUAGES, OPERATIVE_CALLS, PREAMBLE_CALLS, findCall } from "../../schema/index.ts";

describe("calls", () => {
  test.each([
    ["considering", { part: "preamble", call: "considering", language: "en", rest: "" }],
    ["considering further", { part: "preamble", call: "considering further", language: "en", rest: "" }],
    ["Considering also", { part: "preamble", call: "considering", language: "en", rest: "also" }],
    [
      "instructs the Director of TSB",
      { part: "operative", call: "instructs", language: "en", rest: "the Director of TSB" },
    ],
    [
      "further instructs the Council",
      { part: "operative", call: "further instructs", language: "en", rest: "the Council" },
    ],
    ["invites ITU Member States", { part: "operative", call: "invites", language: "en", rest: "ITU Member States" }],
    ["invite les Etats Membres", { part: "operative", call: "invite", language: "fr", rest: "les Etats Membres" }],
    ["责成秘书长", { part: "operative", call: "责成", language: "zh", rest: "秘书长" }],
  ])("%s", (line, found) => expect(findCall(line)).toEqual(found));

  test.each(["that considering", "notingly", "consideringly so", "", "The Conference,", "resolvesque"])(
    "no call: %s",
    (line) => expect(findCall(line)).toBeNull(),
  );

  test("every known call is found as itself, in the part of its list", () => {
    for (const [list, part] of [
      [PREAMBLE_CALLS, "preamble"],
      [OPERATIVE_CALLS, "operative"],
    ] as const) {
      for (const words of list) {
        words.forEach((call, i) => expect(findCall(call), `${call} ${LANGUAGES[i]}`).toMatchObject({ part, call }));
      }
    }
  });
});
