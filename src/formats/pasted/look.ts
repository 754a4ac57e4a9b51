/** What the class and the style of an element say, in the manners of Word, LibreOffice, Google Docs and Outlook. */
import type { Format } from "../../../schema/index.ts";
import type { HtmlNode } from "./html.ts";

export interface Look {
  /** Hidden, a comment, a note's mark: not part of the text. */
  leftOut: boolean;
  /** Struck through. */
  struck: boolean;
  /** The formats that begin or end here. */
  sets: Partial<Record<Format, boolean>>;
  style: string;
  /** The level in a list of Word's, whose items are paragraphs; null elsewhere. */
  list: number | null;
  /** Word's label of an item of a list. */
  isLabel: boolean;
  /** Word's tab, or blanks that HTML would run together. */
  isSpace: boolean;
  /** Whether line ends are those of paragraphs; null where it does not say. */
  lines: boolean | null;
}

const NOTHING: Look = {
  leftOut: false,
  struck: false,
  sets: {},
  style: "",
  list: null,
  isLabel: false,
  isSpace: false,
  lines: null,
};

/** Without a prototype: an element may be called `constructor`. */
const TAGS: Record<string, Format> = Object.assign(
  Object.create(null) as object,
  {
    em: "em",
    i: "em",
    strong: "strong",
    b: "strong",
    sup: "sup",
    sub: "sub",
    u: "underline",
  } as const,
);

/** Classes of revisions, comments and notes. */
const LEFT_OUT =
  /(?:^|\s)(?:msocommentreference|msocomanchor|msocomtxt|msocomoff|msofootnotereference|msoendnotereference|sdfootnote\w*|sdendnote\w*)(?:\s|$)/i;
const LEFT_OUT_STYLE =
  /display:none|visibility:hidden|mso-hide:all|mso-comment-|mso-special-character:comment|mso-element:(?:comment|footnote|endnote|field|header|footer)|mso-(?:footnote|endnote)-id/;

export function lookOf(node: HtmlNode, name: string): Look {
  const format = TAGS[name];
  const css = tidiedCss(node.getAttribute?.("style") ?? "");
  const classes = node.getAttribute?.("class") ?? "";
  const isAnchor = name === "a" && /^#(?:cmnt|_msocom|_ftn|_edn|sdfootnote|sdendnote)/.test(href(node));
  if (css === "" && classes === "" && !isAnchor && node.getAttribute?.("hidden") == null)
    return format === undefined ? NOTHING : { ...NOTHING, sets: { [format]: true } };
  const isAnnotation = isAnchor || LEFT_OUT.test(classes) || node.getAttribute?.("hidden") != null;
  return {
    leftOut: isAnnotation || LEFT_OUT_STYLE.test(css),
    struck: /line-through/.test(css) || /(?:^|\s)msodel(?:\s|$)/i.test(classes),
    sets: { ...(format !== undefined && { [format]: true }), ...setsOf(css) },
    style: styleName(classes),
    list: levelIn(css),
    isLabel: /mso-list:ignore/.test(css),
    isSpace: /mso-tab-count|mso-spacerun:yes/.test(css),
    lines: /white-space:pre(?!-)/.test(css) ? true : /white-space:(?:normal|nowrap)/.test(css) ? false : null,
  };
}

const href = (node: HtmlNode): string => (node.getAttribute?.("href") ?? "").replace(/^[^#]*/, "");

/** In small letters, without blanks around colons and semicolons. */
const tidiedCss = (css: string): string =>
  css
    .toLowerCase()
    .split(";")
    .map((declaration) => {
      const colon = declaration.indexOf(":");
      return colon < 0
        ? declaration.trim()
        : `${declaration.slice(0, colon).trim()}:${declaration.slice(colon + 1).trim()}`;
    })
    .join(";");

function levelIn(css: string): number | null {
  const list = css.split(";").find((declaration) => declaration.startsWith("mso-list:"));
  const level = /level(\d)/.exec(list ?? "")?.[1];
  return level === undefined ? null : Number(level) - 1;
}

function setsOf(css: string): Look["sets"] {
  const sets: Look["sets"] = {};
  for (const declaration of css.split(";")) {
    const [property, value = ""] = declaration.split(":");
    switch (property) {
      case "font-style":
        sets.em = value === "italic" || value === "oblique";
        break;
      case "font-weight":
        sets.strong = value.startsWith("bold") || Number(value) >= 600;
        break;
      case "text-decoration":
      case "text-decoration-line":
        sets.underline = value.includes("underline");
        break;
      case "vertical-align":
        sets.sup = value === "super";
        sets.sub = value === "sub";
        break;
    }
  }
  return sets;
}

const LONGEST_NAME = 100;

/**
 * The name of a style out of a class, small, without blanks, dashes and what programs add: Word counts styles of one
 * name (`Normalaftertitle0`), LibreOffice appends the script (`call-western`).
 */
const styleName = (classes: string): string => {
  const name = (classes.trim().split(/\s+/)[0] ?? "")
    .slice(0, LONGEST_NAME)
    .toLowerCase()
    .replace(/-(?:western|cjk|ctl)$/, "");
  const plain = name.replace(/[\s_-]/g, "");
  return /^(?:enumlev|heading)\d/.test(plain) ? plain.slice(0, plain.search(/\d/) + 1) : plain.replace(/\d+$/, "");
};
