/**
 * What Word asks of a file before it opens it: order of elements (ECMA-376 part 1, the schema of §17), struck text in
 * deletions only, numbers that are unique, ranges that end, parts that are where the relationships say.
 */
import { strFromU8, unzipSync } from "fflate";
import { SaxesParser } from "saxes";

const words = (text: string): string[] => text.trim().split(/\s+/);

const RUN_PROPERTIES =
  words(`rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof
  snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em
  lang eastAsianLayout specVanish oMath rPrChange`);

/** The children of elements in the order in which they must stand, each at most once. */
const ORDER: Record<string, string[]> = {
  pPr: words(`pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs
    suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid
    spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl
    divId cnfStyle rPr sectPr pPrChange`),
  rPr: ["ins", "del", "moveFrom", "moveTo", ...RUN_PROPERTIES],
  sectPr:
    words(`headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType
    cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings sectPrChange`),
  tcPr: words(`cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark`),
  style: words(`name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked
    personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr`),
  settings: words(`writeProtection view zoom removePersonalInformation trackRevisions defaultTabStop evenAndOddHeaders
    footnotePr endnotePr compat themeFontLang clrSchemeMapping decimalSymbol listSeparator`),
};
const RANGES = ["commentRange", "moveFromRange", "moveToRange", "bookmark"];
/** Elements whose numbers are one row. A range's end has the number of its start, a comment that of its range. */
const NUMBERED =
  words(`ins del moveFrom moveTo pPrChange rPrChange commentRangeStart moveFromRangeStart moveToRangeStart
  bookmarkStart`);

interface Part {
  elements: { name: string; parents: string[]; attributes: Record<string, string> }[];
}

function parse(path: string, xml: string, faults: string[]): Part {
  const parser = new SaxesParser();
  const open: { name: string; at: number; seen: Set<string> }[] = [];
  const elements: Part["elements"] = [];
  parser.on("error", (error) => void faults.push(`${path}: ${error.message}`));
  parser.on("opentag", ({ name, attributes }) => {
    const local = name.replace(/^w:/, "");
    const parent = open.at(-1);
    const order = ORDER[parent?.name ?? ""];
    if (parent !== undefined && order !== undefined) {
      const at = order.indexOf(local);
      if (at < 0) faults.push(`${path}: ${local} may not stand in ${parent.name}`);
      else if (at < parent.at || (parent.seen.has(local) && !local.endsWith("Reference")))
        faults.push(`${path}: ${local} stands too late in ${parent.name}`);
      parent.at = at;
      parent.seen.add(local);
    }
    elements.push({
      name: local,
      parents: open.map((each) => each.name),
      attributes: attributes as Record<string, string>,
    });
    open.push({ name: local, at: 0, seen: new Set() });
  });
  parser.on("closetag", () => void open.pop());
  parser.write(xml).close();
  return { elements };
}

/** Everything that is wrong with a file; empty when Word would open it. */
export function faultsOf(file: Uint8Array): string[] {
  const faults: string[] = [];
  const files = unzipSync(file);
  const parts = new Map(Object.keys(files).map((path) => [path, parse(path, strFromU8(files[path]!), faults)]));
  const all = (path: string) => parts.get(path)?.elements ?? [];
  const valuesOf = (path: string, name: string, key: string) =>
    all(path).flatMap((each) => (each.name === name ? [each.attributes[key]!] : []));

  const types = valuesOf("[Content_Types].xml", "Override", "PartName");
  for (const path of parts.keys())
    if (
      !path.endsWith(".rels") &&
      path !== "[Content_Types].xml" &&
      !types.includes(`/${path}`) &&
      !path.startsWith("customXml/")
    )
      faults.push(`${path} has no type`);
  for (const target of valuesOf("word/_rels/document.xml.rels", "Relationship", "Target"))
    if (!parts.has(`word/${target}`.replace("word/../", ""))) faults.push(`word/${target} is not there`);

  const numbers = new Set<string>();
  const styles = new Set(valuesOf("word/styles.xml", "style", "w:styleId"));
  for (const path of ["word/document.xml", "word/footnotes.xml"]) {
    for (const { name, parents, attributes } of all(path)) {
      const struck = parents.includes("del");
      if (name === "t" && struck) faults.push(`${path}: text that stays in a deletion`);
      if (name === "delText" && !struck) faults.push(`${path}: struck text outside of a deletion`);
      const id = attributes["w:id"];
      if (NUMBERED.includes(name)) {
        if (id === undefined || numbers.has(id)) faults.push(`${path}: ${name} has no number of its own`);
        else numbers.add(id);
      }
      if ((name === "pStyle" || name === "rStyle") && !styles.has(attributes["w:val"]!))
        faults.push(`${path}: style ${attributes["w:val"]} is not there`);
      if (name === "p" && parents.at(-1) === "p") faults.push(`${path}: a paragraph in a paragraph`);
    }
    for (const range of RANGES) {
      const [starts, ends] = ["Start", "End"].map((end) => valuesOf(path, `${range}${end}`, "w:id").sort().join());
      if (starts !== ends) faults.push(`${path}: ${range} ${starts} ends in ${ends}`);
    }
  }
  const names = (kind: string) => valuesOf("word/document.xml", `${kind}RangeStart`, "w:name").sort();
  if (names("moveFrom").join() !== names("moveTo").join()) faults.push("a move without its other end");
  if (new Set(names("moveFrom")).size !== names("moveFrom").length) faults.push("two moves of one name");
  const pairs = [
    ["commentReference", "word/comments.xml", "comment"],
    ["footnoteReference", "word/footnotes.xml", "footnote"],
  ] as const;
  for (const [reference, path, name] of pairs) {
    const there = valuesOf(path, name, "w:id").filter((id) => Number(id) > 0);
    if (valuesOf("word/document.xml", reference, "w:id").sort().join() !== there.sort().join())
      faults.push(`${path}: not one ${reference} for each`);
  }
  return faults;
}
