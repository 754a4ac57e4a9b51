/**
 * The flat ProseMirror schema: a document is its paragraphs, one block per paragraph mark. Every sequence is a valid
 * document, so that no merge can make one that the editor refuses; the drafting check says what is irregular.
 * Not part of `schema/index.ts`, so that the algebra does not load ProseMirror.
 */
import {
  type Attrs,
  type DOMOutputSpec,
  Fragment,
  Mark,
  type MarkSpec,
  type MarkType,
  type Node,
  type NodeSpec,
  Schema,
} from "prosemirror-model";
import {
  type Attributes,
  FORMATS,
  ID,
  ROLES,
  type Role,
  type Setting,
  canonical,
  deletionKey,
  delegationOf,
  isChange,
  parseKey,
  settingKey,
} from "./attributes.ts";
import { colourOf } from "./delegations.ts";
import { idOf, levelOf, roleOf } from "./paragraphs.ts";
import { settled } from "./view.ts";

/** The block of a role. ProseMirror calls its characters `text`, so the role `text` has another name here. */
const blockName = (role: Role): string => (role === "text" ? "paragraph" : role);

const colour = (delegation: string): string => `--colour: var(--delegation-${colourOf(delegation)})`;

/** Attributes of an element that shows a revision. */
export const revisionDOM = (delegation: string, change: unknown, kind = "revision"): Record<string, string> => ({
  class: kind,
  "data-delegation": delegation,
  "data-change": String(change),
  style: colour(delegation),
});

/** The delegations that propose to delete an item, and those that propose to set something on it. */
const proposers = (mark: Attributes, kind: "del" | "set"): string[] => {
  const found = new Set<string>();
  for (const key in mark) {
    const k = parseKey(key);
    if (k.kind === kind) found.add((k as { delegation: string }).delegation);
  }
  return [...found].sort();
};

/** A paragraph looks as its proposed settings would have it, as in Word; its labels show both numberings. */
function paragraphDOM(mark: Attributes): DOMOutputSpec {
  const shown = settled(mark, () => true) ?? {};
  const dom: Record<string, string> = {
    class: "paragraph",
    "data-role": roleOf(shown),
    "data-level": String(levelOf(shown)),
  };
  if (idOf(mark) !== "") dom["data-id"] = idOf(mark);
  if (typeof shown.part === "string") dom["data-part"] = shown.part;
  if (typeof mark.agreed === "string") dom["data-agreed"] = "";
  if (isChange(mark.ins)) dom["data-inserted"] = delegationOf(mark.ins);
  const deleted = proposers(mark, "del");
  if (deleted.length > 0) dom["data-deleted"] = deleted.join(" ");
  const set = proposers(mark, "set");
  if (set.length > 0) dom["data-set"] = set.join(" ");
  return ["p", dom, 0];
}

/** The properties of a pasted paragraph that this editor wrote. */
function readParagraph(dom: HTMLElement): { mark: Attributes } {
  const { role, level, part, id } = dom.dataset;
  const mark: Attributes = { role };
  // It tells which of the pasted footnotes the paragraph is; the draft gives it another.
  if (role === "footnote" && id !== undefined && ID.test(id)) mark.id = id;
  if (/^[1-4]$/.test(level ?? "")) mark.level = Number(level);
  if (part === "preamble" || part === "operative") mark.part = part;
  return { mark: canonical(mark) ?? {} };
}

/**
 * Other editors' paragraphs; a plain one has no role, and takes on that of the place where it is pasted. A cell of a
 * table is one too, unless it holds some: its words must not grow together with the next one's.
 */
const FOREIGN: Partial<Record<Role, string[]>> = {
  text: ["p", ":is(td, th):not(:has(p, li, td))"],
  item: ["li"],
  heading: ["h1", "h2", "h3", "h4", "h5", "h6"],
};

const block = (role: Role): NodeSpec => ({
  group: "block",
  content: "inline*",
  attrs: { mark: { default: role === "text" ? {} : { role } } },
  toDOM: (node) => paragraphDOM(markOf(node)),
  parseDOM: [
    { tag: `p.paragraph[data-role="${role}"]`, getAttrs: readParagraph, priority: 60 },
    ...(FOREIGN[role] ?? []).map((tag) => ({ tag, attrs: { mark: role === "text" ? {} : { role } } })),
  ],
});

const atom = (spec: NodeSpec): NodeSpec => ({
  group: "inline",
  inline: true,
  atom: true,
  selectable: true,
  leafText: () => "\uFFFC",
  ...spec,
});

/** The attributes of a pasted object that this editor wrote; false for one that names no id. */
const referred = (id: string | undefined): { id: string } | false => (id !== undefined && ID.test(id) ? { id } : false);

/** What objects show (a number, a label) is derived: decorations say it, and style sheets write it. */
const inline: Record<string, NodeSpec> = {
  text: { group: "inline" },
  "footnote-ref": atom({
    attrs: { id: {} },
    toDOM: (node) => ["sup", { class: "footnote-ref", "data-footnote": String(node.attrs.id) }],
    parseDOM: [{ tag: "sup.footnote-ref", getAttrs: ({ dataset }) => referred(dataset.footnote), priority: 60 }],
  }),
  ref: atom({
    attrs: { id: {} },
    toDOM: (node) => ["span", { class: "ref", "data-ref": String(node.attrs.id) }],
    parseDOM: [{ tag: "span.ref", getAttrs: ({ dataset }) => referred(dataset.ref), priority: 60 }],
  }),
  break: atom({ selectable: false, leafText: () => "\n", toDOM: () => ["br"], parseDOM: [{ tag: "br" }] }),
  /** An inline object that this version does not know: kept and shown plainly (S9). */
  object: atom({
    attrs: { value: {} },
    toDOM: (node) => ["span", { class: "object", title: JSON.stringify(node.attrs.value).slice(0, 120) }, "▫"],
  }),
};

const TAGS = { em: "em", strong: "strong", sup: "sup", sub: "sub", underline: "u" } as const;
const LOOKS: Record<string, [on: string, off: string]> = {
  em: ["font-style: italic", "font-style: normal"],
  strong: ["font-weight: bold", "font-weight: normal"],
  underline: ["text-decoration: underline", ""],
  sup: ["vertical-align: super; font-size: smaller", ""],
  sub: ["vertical-align: sub; font-size: smaller", ""],
};

const marks: Record<string, MarkSpec> = {
  insertion: {
    attrs: { change: {} },
    toDOM: ({ attrs }) => ["ins", revisionDOM(isChange(attrs.change) ? delegationOf(attrs.change) : "", attrs.change)],
    parseDOM: [
      { tag: "ins.revision[data-change]", getAttrs: (dom) => ({ change: dom.dataset.change }), priority: 60 },
      { tag: "ins", skip: true },
    ],
  },
  deletion: {
    attrs: { delegation: {}, change: {} },
    excludes: "",
    inclusive: false,
    toDOM: ({ attrs }) => ["del", revisionDOM(attrs.delegation, attrs.change)],
    parseDOM: [
      {
        tag: "del.revision[data-change]",
        getAttrs: ({ dataset }) => ({ delegation: dataset.delegation, change: dataset.change }),
        priority: 60,
      },
      { tag: "del", ignore: true },
    ],
  },
  setting: {
    attrs: { delegation: {}, attribute: {}, change: {}, value: {} },
    excludes: "",
    inclusive: false,
    toDOM({ attrs }) {
      const dom = revisionDOM(attrs.delegation, attrs.change, "setting");
      const look = LOOKS[attrs.attribute]?.[attrs.value === null ? 1 : 0] ?? "";
      return ["span", { ...dom, "data-attribute": attrs.attribute, style: `${dom.style}; ${look}` }];
    },
  },
  comment: {
    attrs: { thread: {} },
    excludes: "",
    inclusive: false,
    toDOM: ({ attrs }) => ["span", { class: "comment", "data-thread": attrs.thread }],
  },
  ...Object.fromEntries(
    FORMATS.map((format) => [
      format,
      {
        toDOM: () => [TAGS[format]],
        parseDOM: [
          { tag: TAGS[format] },
          ...(format === "em" ? [{ tag: "i" }] : format === "strong" ? [{ tag: "b" }] : []),
        ],
      } satisfies MarkSpec,
    ]),
  ),
  /** An attribute that this version does not know (S9). */
  other: { attrs: { key: {}, value: {} }, excludes: "", inclusive: false, toDOM: () => ["span"] },
};

export const nodes = new Schema({
  nodes: {
    doc: { content: "block+" },
    paragraph: block("text"), // the first block is what ProseMirror makes where it needs one
    ...Object.fromEntries(ROLES.filter((role) => role !== "text").map((role) => [blockName(role), block(role)])),
    ...inline,
  },
  marks,
});

/** The attribute key that a mark stands for. */
export function keyOf(mark: Mark): string {
  const { attrs } = mark;
  switch (mark.type.name) {
    case "insertion":
      return "ins";
    case "deletion":
      return deletionKey(attrs.delegation);
    case "setting":
      return settingKey(attrs.delegation, attrs.attribute);
    case "comment":
      return `cmt:${attrs.thread}`;
    case "other":
      return attrs.key;
    default:
      return mark.type.name;
  }
}

/** ProseMirror's declarations keep the constructor to themselves. */
const PlainMark = Mark as unknown as new (type: MarkType, attrs: Attrs) => Mark;

/**
 * A mark of which an item may carry several. They stand in the order of their keys, one for each key, in whatever order
 * they were added: ProseMirror compares sets of marks in order, and would take equal documents for different ones.
 */
class OrderedMark extends PlainMark {
  override addToSet(set: readonly Mark[]): readonly Mark[] {
    if (this.isInSet(set)) return set;
    const key = keyOf(this);
    const rest = set.filter((mark) => mark.type !== this.type || keyOf(mark) !== key);
    const added = super.addToSet(rest); // behind all others of its type
    const next = rest.find((mark) => mark.type === this.type && keyOf(mark) > key);
    return next === undefined ? added : rest.toSpliced(rest.indexOf(next), 0, this);
  }
}

for (const name of ["deletion", "setting", "comment", "other"]) {
  const type = nodes.marks[name]!;
  const create = type.create.bind(type);
  type.create = (attrs) => new OrderedMark(type, create(attrs).attrs);
}

/** The mark of one attribute of an item; null where the attribute is absent. Values of another form are kept as `other`. */
export function markFor(key: string, value: unknown): Mark | null {
  if (value === null || value === undefined) return null;
  const k = parseKey(key);
  const { insertion, deletion, setting, comment, other } = nodes.marks as Record<string, MarkType>;
  if (k.kind === "ins") return insertion!.create({ change: value });
  if (k.kind === "del") return deletion!.create({ delegation: k.delegation, change: value });
  if (k.kind === "set" && isSetting(value)) return setting!.create({ ...k, ...value });
  if (k.kind === "comment" && value === true) return comment!.create({ thread: k.thread });
  if (k.kind === "format" && value === true) return nodes.marks[k.name]!.create();
  return other!.create({ key, value });
}

const isSetting = (value: unknown): value is Setting =>
  typeof value === "object" &&
  value !== null &&
  Object.keys(value).length === 2 &&
  "change" in value &&
  "value" in value;

/** The value of the attribute that a mark stands for. */
export function valueOf(mark: Mark): unknown {
  const { attrs } = mark;
  switch (mark.type.name) {
    case "insertion":
    case "deletion":
      return attrs.change;
    case "setting":
      return { change: attrs.change, value: attrs.value } satisfies Setting;
    case "other":
      return attrs.value;
    default:
      return true;
  }
}

/** The attributes of a block's paragraph mark. */
export const markOf = (node: Node): Attributes => node.attrs.mark as Attributes;

/** The block of a paragraph mark. An absent or unknown role makes a plain paragraph; the mark keeps what it was. */
export function blockOf(mark: Attributes | undefined, content: Fragment | Node[]): Node {
  const known = (ROLES as readonly unknown[]).includes(mark?.role);
  const name = known ? blockName(mark!.role as Role) : "paragraph";
  return nodes.nodes[name]!.create({ mark: canonical(mark) ?? {} }, content);
}
