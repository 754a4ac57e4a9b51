/** A run: words of one look, and the signs and objects among them. */
import { FORMATS, type Format } from "../../../schema/index.ts";
import { plain } from "../result.ts";
import { objectIn, withoutCounting } from "./own.ts";
import { alternative } from "./alternative.ts";
import { shownIn } from "./shown.ts";
import type { Formats } from "../reading/paragraph.ts";
import { type Around, NO_LOOK, type RunLook, type Story } from "./story.ts";
import { formatsIn } from "./styles.ts";
import { symbolOf } from "./symbols.ts";
import { type Element, childOf, switchOf, textIn, valueOf } from "./xml.ts";

export function readRun(story: Story, run: Element, around: Around): void {
  const properties = childOf(run, "w:rPr");
  const look = lookOf(story, properties, around, story.moreIn(run));
  const own = objectIn(run);
  if (own !== null) {
    story.taken += shownIn(run);
    const counted = withoutCounting(around);
    if (counted !== null) story.add(own, look, counted);
    return;
  }
  if (switchOf(properties, "w:vanish") === true) story.note("hidden text is shown");
  if (switchOf(properties, "w:strike") === true || switchOf(properties, "w:dstrike") === true)
    story.note("struck by hand, which is no revision: the words stay, without the stroke");
  contents(story, run, look, around);
}

function contents(story: Story, element: Element, look: RunLook, around: Around): void {
  for (const child of element.elements) content(story, child, look, around);
}

function content(story: Story, element: Element, look: RunLook, around: Around): void {
  const { name, attributes } = element;
  switch (name) {
    case "w:t":
      return addShown(story, element, look, around);
    case "w:delText":
      if (around.dels.length === 0) story.note("deleted text outside of a deletion: it is kept");
      return addShown(story, element, look, around);
    case "w:tab":
    case "w:ptab":
      return add(story, "\t", look, around);
    case "w:br":
    case "w:cr":
      // A break of the page or the column is layout, which a draft has not.
      if ((attributes["w:type"] ?? "textWrapping") !== "textWrapping") return;
      return story.add({ break: true }, look, around);
    case "w:noBreakHyphen":
      return add(story, "\u2011", look, around);
    case "w:softHyphen":
      return add(story, "\u00AD", look, around);
    case "w:sym":
      return add(story, symbol(story, element), look, around);
    case "w:fldChar":
      return field(story, attributes["w:fldCharType"] ?? "");
    case "w:footnoteReference":
    case "w:endnoteReference":
      return note(
        story,
        name === "w:footnoteReference" ? "footnote" : "endnote",
        attributes["w:id"] ?? "",
        look,
        around,
      );
    case "w:commentReference":
      return comment(story, attributes["w:id"] ?? "");
    case "w:ruby":
      story.note("the reading beside a word is left out");
      for (const base of (childOf(element, "w:rubyBase") ?? element).elements) story.inline(base, around);
      return;
    case "mc:AlternateContent":
      return contents(story, alternative(element), look, around);
    case "w:drawing":
    case "w:pict":
    case "w:object":
      return drawing(story, element, around);
    case "w:r":
      return readRun(story, element, around);
    case "w:instrText":
    case "w:delInstrText":
      return story.fields.addCode(textIn(element));
    case "w:rPr":
    case "w:lastRenderedPageBreak":
    case "w:annotationRef":
    case "w:footnoteRef":
    case "w:endnoteRef":
    case "w:separator":
    case "w:continuationSeparator":
      return;
    default:
      if (textIn(element).trim() !== "") {
        story.note(`${plain(name, 30)} is not known: its text is kept`);
        contents(story, element, look, around);
      }
  }
}

/** What stands in a field's code does not show. */
const isHidden = (story: Story): boolean => story.hidesCodes && story.fields.inCode;

function add(story: Story, text: string, look: RunLook, around: Around): void {
  if (!isHidden(story)) story.add(text, look, around);
}

function addShown(story: Story, words: Element, look: RunLook, around: Around): void {
  if (!isHidden(story)) story.taken += textIn(words).length;
  add(story, wordsIn(words), look, around);
}

/** The words of a `w:t`: line ends in it are those of whoever wrote the file by hand. */
function wordsIn(element: Element): string {
  const text = textIn(element);
  if (!/[\r\n]/.test(text)) return text;
  return text.replace(/[ \t\r\n]+/g, (blanks) => (/[\r\n]/.test(blanks) ? " " : blanks));
}

function symbol(story: Story, { attributes }: Element): string {
  const { char, known } = symbolOf(attributes["w:font"] ?? "", attributes["w:char"] ?? "");
  if (!known) story.note(`a sign of the font ${plain(attributes["w:font"] ?? "", 30)} may show as another`);
  return char;
}

function field({ fields }: Story, type: string): void {
  if (type === "begin") fields.begin();
  else if (type === "separate") fields.separate();
  else if (type === "end") fields.end();
}

function note(story: Story, kind: "footnote" | "endnote", id: string, { more }: RunLook, around: Around): void {
  const insert = story.sources.note(kind, id, around);
  if (insert === null) story.note(`a ${kind} without a text is left out`);
  else story.add(insert, { ...NO_LOOK, more }, around);
}

/** A comment without a range is one on the words before it. */
function comment(story: Story, id: string): void {
  if (story.anchored.has(id)) return;
  const last = story.current?.pieces.at(-1);
  if (last === undefined) return;
  last.comments.push(id);
  story.anchored.add(id);
}

function drawing(story: Story, element: Element, around: Around): void {
  const boxes = boxesIn(element);
  story.note(boxes.length > 0 ? "a text box: its paragraphs follow this one" : "a picture or an object is left out");
  for (const box of boxes) story.boxes.push({ element: box, around });
}

function boxesIn(element: Element): Element[] {
  if (element.name === "w:txbxContent") return [element];
  if (element.name === "mc:AlternateContent") return boxesIn(alternative(element));
  return element.elements.flatMap(boxesIn);
}

function lookOf(story: Story, properties: Element | undefined, around: Around, more: RunLook["more"]): RunLook {
  const formats = formatsOf(story, properties, around);
  const changed = childOf(properties, "w:rPrChange");
  if (changed === undefined) return { formats, sets: [], more };
  const before = formatsOf(story, childOf(changed, "w:rPr"), around);
  const by = story.revision(changed);
  const sets = FORMATS.flatMap((format) => {
    const [was, is] = [before.includes(format), formats.includes(format)];
    return was === is ? [] : [{ format, value: is ? (true as const) : null, by }];
  });
  if (sets.length === 0) story.note("a change of a look that a draft has not is left out (w:rPrChange)");
  return { formats: before, sets, more };
}

/** The formats of words: what the run says, else its style, else the paragraph's style. */
function formatsOf(story: Story, properties: Element | undefined, { inLink }: Around): Format[] {
  const own = formatsIn(properties);
  const ofStyle = story.sources.styles.run(valueOf(properties, "w:rStyle"));
  const ofParagraph: Formats = story.current?.look.style.formats ?? {};
  return FORMATS.filter((format) => {
    if (format === "underline" && inLink) return false;
    return own[format] ?? ofStyle[format] ?? ofParagraph[format] ?? false;
  });
}
