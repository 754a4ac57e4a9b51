/** What a draft's file is called. */
import { expect, test } from "vitest";
import { fileNames } from "../../server/titles.ts";

test.each([
  ["Resolution 130", "Resolution-130-final", "Resolution-130-final"],
  ["« Résolution 130 » (Rév.)", "Résolution-130-Rév-final", "Resolution-130-Rev-final"],
  // At most 60 characters, and no part of a word.
  [
    "RESOLUTION 130 – Strengthening the role of ITU in information and communication network security",
    "RESOLUTION-130-Strengthening-the-role-of-ITU-in-information-final",
    "RESOLUTION-130-Strengthening-the-role-of-ITU-in-information-final",
  ],
  // The sixtieth character is the last of a word.
  [`${"a".repeat(40)} ${"b".repeat(19)} c`, `${"a".repeat(40)}-${"b".repeat(19)}-final`, null],
  // A word that alone is longer, and a script without blanks.
  [`${"a".repeat(70)} b`, `${"a".repeat(60)}-final`, null],
  [`第130号 ${"决".repeat(80)}`, `第130号-${"决".repeat(54)}-final`, "130-final"],
  ["…", "draft-final", "draft-final"],
  ["", "draft-final", "draft-final"],
])("%j", (title, full, plain) => {
  expect(fileNames(title, "final")).toEqual({ full, plain: plain ?? full });
});
