import { readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { FORMATS, PROPOSAL_STATES, ROLES, SETTABLE_ON_MARK } from "../../schema/index.ts";
import { ROLES_OF_MEMBERS, VERDICTS } from "../../src/collab/protocol.ts";
import { SHOWN_VIEWS } from "../../src/app/session.ts";
import { FluentBundle, FluentResource } from "@fluent/bundle";
import { compile } from "../../src/app/text/compile.ts";
import { Formatter } from "../../src/app/text/format.ts";
import { locale, t } from "../../src/app/text/index.ts";
import { fullTime, timeText } from "../../src/app/text/time.ts";
import { THEMES } from "../../src/app/theme.ts";
import { keys } from "../../src/app/parts/keys.ts";

const folder = fileURLToPath(new URL("../../src/app", import.meta.url));
const [first, later] = ["en", "en-later"].map((name) => readFileSync(`${folder}/text/${name}.ftl`, "utf8"));
const known = `${first}${later}`.match(/^[\w-]+(?= =)/gm)!;
const sources = readdirSync(folder, { recursive: true, encoding: "utf8" })
  .filter((path) => /\.tsx?$/.test(path) && !path.startsWith("fixture"))
  .map((path) => readFileSync(`${folder}/${path}`, "utf8"))
  .join("\n");

describe("the interface's words", () => {
  const literal = [...sources.matchAll(/\bt\(\s*"([^"]+)"/g)].map((found) => found[1]!);
  const templates = [...sources.matchAll(/\bt\(\s*`([^`]+)`/g)].map((found) => found[1]!);
  const patterns = templates.map((template) => new RegExp(`^${template.replace(/\$\{[^}]*\}/g, "[\\w-]+")}$`));

  test("every key is there, once", () => {
    expect(literal.length).toBeGreaterThan(50);
    expect(literal.filter((key) => !known.includes(key))).toEqual([]);
    expect(known.filter((key, i) => known.indexOf(key) !== i)).toEqual([]);
  });

  test("every family of keys is whole", () => {
    const families = [
      ...ROLES.map((role) => `paragraph-${role}`),
      ...["body", "head", "rest"].map((group) => `paragraph-group-${group}`),
      ...[...FORMATS, ...SETTABLE_ON_MARK].map((attribute) => `attribute-${attribute}`),
      ...ROLES_OF_MEMBERS.map((role) => `role-${role}`),
      ...SHOWN_VIEWS.flatMap((view) => [`view-${view}`, `export-${view}`]),
      ...THEMES.map((theme) => `theme-${theme}`),
      ...["saved", "saving", "offline", "connecting"].flatMap((state) => [`saved-${state}`, `saved-${state}-tip`]),
      ...["unauthorized", "forbidden", "notFound", "unreachable"].flatMap((why) => [
        `gate-${why}`,
        `gate-${why}-hint`,
        `refused-${why}`,
      ]),
      ...["accept", "reject"].flatMap((verdict) =>
        ["", "-one", "-title", "-title-delegation", "-meaning", "-confirm"].map((end) => `${verdict}${end}`),
      ),
      ...VERDICTS.map((verdict) => `verdict-${verdict}`).filter((key) => key !== "verdict-agree"), // of paragraphs only
      ...["agree", "reopen"].map((verdict) => `verdict-${verdict}-paragraphs`),
      ...PROPOSAL_STATES.map((state) => `state-${state}`),
      ...["removed", "stranded"].map((effect) => `effect-${effect}`),
      ...["inserts", "deletes", "sets"].map((kind) => `tag-${kind}`),
    ];
    expect(families.filter((key) => !known.includes(key))).toEqual([]);
  });

  test("all of both files can be read", () => {
    for (const ftl of [first!, later!]) expect(Object.keys(compile(ftl))).toEqual(ftl.match(/^[\w-]+(?= =)/gm));
  });

  test("no key is left over", () => {
    const used = (key: string) => sources.includes(`"${key}"`) || patterns.some((pattern) => pattern.test(key));
    expect(known.filter((key) => !used(key))).toEqual([]);
  });

  test("numbers choose the form, and values are isolated for mixed directions", () => {
    expect(t("changes-count", { count: 0 })).toBe("No changes");
    expect(t("changes-count", { count: 1 })).toBe("1 change");
    expect(t("changes-count", { count: 7 })).toBe("\u20687\u2069 changes");
  });

  test("are written out as Fluent writes them", () => {
    const bundle = new FluentBundle(locale);
    for (const ftl of [first!, later!]) bundle.addResource(new FluentResource(ftl));
    const formatter = new Formatter(locale);
    for (const [key, pattern] of Object.entries({ ...compile(first!), ...compile(later!) })) {
      for (const value of [0, 1, 2, 1234, 0.5, "frozen", "Ω"]) {
        const names = [...JSON.stringify(pattern).matchAll(/"name":"(\w+)"/g)].map((found) => found[1]!);
        const values = Object.fromEntries(names.map((name) => [name, value]));
        const expected = bundle.formatPattern(bundle.getMessage(key)!.value!, values, []);
        expect(formatter.format(pattern, values), key).toBe(expected);
      }
    }
  });

  test.each(["a = { b }", "a = { -term }", "a = { NUMBER($n) }", "a = { $n ->\n   *[other] { b }\n}"])(
    "what would not be written out is refused when the app is built: %j",
    (ftl) => expect(() => compile(`${ftl}\nb = word`)).toThrow(/^a: /),
  );

  test("a missing key shows as itself", () => {
    expect(t("no-such-key")).toBe("no-such-key");
  });
});

describe("a point in time", () => {
  const now = new Date("2026-11-23T12:00:00Z");
  test.each([
    ["2026-11-23T12:00:20Z", "now"],
    ["2026-11-23T11:59:40Z", "now"],
    ["2026-11-23T11:56:00Z", "4 min ago"],
    ["2026-11-23T09:05:00Z", "09:05"],
    ["2026-11-22T23:00:00Z", "22 Nov"],
    ["2025-11-23T12:00:00Z", "23 Nov 2025"],
    ["", ""],
    ["yesterday", ""],
  ])("%s reads as %j", (iso, text) => {
    expect(timeText(iso, now, locale, "UTC")).toBe(text);
  });

  test("the day is that of the reader's clock", () => {
    expect(timeText("2026-11-22T23:30:00Z", now, locale, "Europe/Zurich")).toBe("00:30");
  });

  test("in full, with day and hour; nothing for what is no time", () => {
    expect(fullTime("2026-11-23T12:00:00Z", locale)).toContain("23 November 2026");
    expect(fullTime("", locale)).toBe("");
  });
});

test("key combinations are written as the keyboard has them", () => {
  expect(keys("Mod+Shift+Z", false)).toBe("Ctrl+Shift+Z");
  expect(keys("Mod+Shift+Z", true)).toBe("⇧⌘Z");
  expect(keys("Shift+Tab", true)).toBe("⇧⇥");
});
