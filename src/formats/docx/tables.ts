/** Tables: a draft has none, so their cells are paragraphs, row by row. */
import { type Around, type Story, DELETIONS, INSERTIONS, isNoText } from "./story.ts";
import { type Element, childOf } from "./xml.ts";

export function readTable(story: Story, table: Element, around: Around): void {
  story.close();
  story.note("a table: its cells are set as paragraphs, row by row");
  rows(story, table, around);
}

function rows(story: Story, table: Element, around: Around): void {
  for (const row of table.elements) {
    if (row.name !== "w:tr") {
      if (!story.moves.range(row) && !isNoText(row)) rows(story, row, story.within(row, around));
      continue;
    }
    const properties = childOf(row, "w:trPr");
    const inRow = proposed(story, properties, ["w:ins", "w:del"], around);
    if (inRow !== around) story.note("a row that was inserted or deleted: the revision is one of its text");
    // Where runs in the row have revisions, they say it themselves, and what has none stays, as other readers have it.
    cells(story, row, row.elements.some(isRevisedCell) ? around : inRow);
  }
}

function cells(story: Story, row: Element, around: Around): void {
  for (const cell of row.elements) {
    if (cell.name !== "w:tc") {
      if (!story.moves.range(cell) && !isNoText(cell)) cells(story, cell, story.within(cell, around));
      continue;
    }
    const properties = childOf(cell, "w:tcPr");
    const inCell = proposed(story, properties, ["w:cellIns", "w:cellDel"], around);
    if (inCell !== around) story.note("a cell that was inserted or deleted: the revision is one of its text");
    if (childOf(properties, "w:cellMerge") !== undefined)
      story.note("cells that were joined: that revision is left out");
    story.read(cell, inCell);
  }
}

/** The revisions around what is in a row or a cell. */
function proposed(story: Story, properties: Element | undefined, [ins, del]: [string, string], around: Around): Around {
  const inserted = childOf(properties, ins);
  const deleted = childOf(properties, del);
  let result = around;
  if (inserted !== undefined) result = { ...result, ins: result.ins ?? story.revision(inserted) };
  if (deleted !== undefined) result = { ...result, dels: [...result.dels, story.revision(deleted)] };
  return result;
}

const isRevisedCell = (element: Element): boolean =>
  !element.name.endsWith("Pr") &&
  element.elements.some((child) => INSERTIONS.has(child.name) || DELETIONS.has(child.name) || isRevisedCell(child));
