/** Blanks of HTML in the runs of a paragraph: one is as good as many, and those at the edges are none. */
import { type Op, canonical } from "../../../schema/index.ts";
import { withoutControls } from "../text/lines.ts";

/**
 * Runs with single blanks, without those (and the breaks) at the edges. A phrase keeps the blank that it has there, but
 * for the ends of lines of the HTML around it. A single no-break space stays, because French needs it.
 */
export function tidied(ops: readonly Op[], isPhrase: boolean): Op[] {
  const result: Op[] = [];
  let afterBlank = true;
  for (const { insert, attributes } of ops) {
    const format = canonical(attributes);
    const isText = typeof insert === "string";
    if (!isText && result.length === 0) continue; // a break before all text
    const text: string = isText ? withSingle(insert, result.length === 0, afterBlank, isPhrase) : "";
    if (isText && text === "") continue;
    afterBlank = !isText || /[ \n]$/.test(text);
    result.push({ insert: isText ? text : insert!, ...(format !== undefined && { attributes: format }) });
  }
  trimEnd(result, isPhrase);
  for (const op of result)
    if (typeof op.insert === "string") op.insert = withoutControls(op.insert.replace(/\n/g, " "));
  return result.filter(({ insert }) => insert !== "");
}

/** A line end stands where the blanks begin with one: what it is worth depends on where it stands. */
const single = (text: string): string =>
  text.replace(/[ \t\n\f\r\u00A0]+/g, (blanks) => {
    if (blanks === "\u00A0") return blanks;
    return /^[\n\r]/.test(blanks) ? "\n" : " ";
  });

function withSingle(text: string, isFirst: boolean, afterBlank: boolean, isPhrase: boolean): string {
  if (isFirst)
    return isPhrase ? single(text.replace(/^[ \t\f\r\n]*[\r\n]/, "")) : single(text).replace(/^[ \n\u00A0]+/, "");
  return afterBlank ? single(text).replace(/^[ \n]+/, "") : single(text);
}

function trimEnd(ops: Op[], isPhrase: boolean): void {
  for (let last = ops.at(-1); last !== undefined; last = ops.at(-1)) {
    if (typeof last.insert === "string") {
      last.insert = last.insert.replace(isPhrase ? /\n$/ : /[ \n\u00A0]+$/, "");
      if (last.insert !== "") return;
    }
    ops.pop();
  }
}
