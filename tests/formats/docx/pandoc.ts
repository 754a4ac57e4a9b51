/** What pandoc makes of a document when it accepts or rejects all: its paragraphs, notes at the end. */
import { execFileSync } from "node:child_process";
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";

type View = "original" | "final";
interface Node {
  t: string;
  c?: unknown;
}
const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && typeof (value as Node).t === "string";
const isNodes = (value: unknown): value is Node[] => Array.isArray(value) && isNode(value[0]);

/** Throws where pandoc cannot read the document. */
export function pandocLines(data: Uint8Array, as: View): string[] {
  const changes = as === "final" ? "accept" : "reject";
  const args = ["--from=docx", "--to=json", `--track-changes=${changes}`];
  const input = plainer(data);
  const json = execFileSync("pandoc", args, { input, maxBuffer: 1 << 28, stdio: ["pipe", "pipe", "ignore"] });
  const reader = new Reader();
  reader.blocks((JSON.parse(json.toString()) as { blocks: Node[] }).blocks);
  return [...reader.lines, ...reader.notes];
}

/**
 * The document as pandoc can read it whole: results of fields as plain text, because it drops those of fields that it
 * does not know, and notes in runs of their own, because it drops the words of a run that has a note among them.
 */
function plainer(data: Uint8Array): Uint8Array {
  const files = unzipSync(data);
  const name = "word/document.xml";
  const xml = strFromU8(files[name]!)
    .replace(/<w:(instrText|delInstrText)\b[^>]*>[^<]*<\/w:\1>/g, "")
    .replace(/<w:fldChar\b[^>]*\/>|<w:fldChar\b[^>]*>.*?<\/w:fldChar>/gs, "")
    .replace(/<\/?w:fldSimple\b[^>]*>/g, "")
    .replace(/<w:footnoteReference\b[^>]*\/>/g, "</w:r><w:r>$&</w:r><w:r>");
  return zipSync({ ...files, [name]: strToU8(xml) });
}

class Reader {
  readonly lines: string[] = [];
  readonly notes: string[] = [];

  blocks(nodes: readonly Node[]): void {
    for (const node of nodes) this.block(node);
  }

  private block({ t, c }: Node): void {
    if (t === "Para" || t === "Plain") this.lines.push(this.words(c));
    else if (t === "Header") this.lines.push(this.words((c as unknown[])[2]));
    else this.within(c);
  }

  /** Blocks in lists, quotations, tables: whatever holds some, at whatever depth. */
  private within(value: unknown): void {
    if (isNode(value)) this.block(value);
    else if (Array.isArray(value)) for (const each of value) this.within(each);
  }

  private words(value: unknown): string {
    if (!Array.isArray(value)) return "";
    return value.map((each) => (isNode(each) ? this.inline(each) : "")).join("");
  }

  private inline({ t, c }: Node): string {
    if (t === "Str") return c as string;
    if (t === "Space" || t === "SoftBreak" || t === "LineBreak") return " ";
    if (t === "Note") {
      const note = new Reader();
      note.blocks(c as Node[]);
      this.notes.push(note.lines.join(" "));
      return "";
    }
    if (t === "Image") return "";
    if (t === "Math" || t === "Code") return (c as [unknown, string])[1];
    // The words of links, spans and the like stand behind their attributes.
    return isNodes(c) ? this.words(c) : this.words(Array.isArray(c) ? c.find(isNodes) : []);
  }
}
