/**
 * References as Word's fields: `REF` to a bookmark around the label of the target, which Word updates to what stands
 * there (ECMA-376 §17.16.5.51). Labels are text here, so a field for a paragraph's number would find none.
 */
import { idOf, originOf, referenceOf } from "../../../schema/index.ts";
import type { Block, Piece } from "../blocks.ts";
import { element } from "../xml-write.ts";
import { type Revisions, stands } from "./write-revisions.ts";

interface Target {
  bookmark: string;
  /** The number of the bookmark as an annotation. */
  number: number;
  label: string;
  /** Whether nobody's change touches the label: else it is there in the final only. */
  stays: boolean;
}

export class References {
  private readonly byId = new Map<string, Target>();
  private readonly byBlock = new Map<Block, Target>();

  /** `body` has the targets, `all` the references. */
  constructor(body: readonly Block[], all: readonly Block[], revise: Revisions) {
    const wanted = new Set<string>();
    for (const { pieces } of all)
      for (const { insert } of pieces) {
        const id = referenceOf(insert);
        if (id !== null) wanted.add(id);
      }
    const copies: [id: string, Target][] = [];
    let labelled: Block | null = null;
    for (const block of wanted.size > 0 ? body : []) {
      if (block.label.final !== null) labelled = block;
      if (!stands(block.end).final) continue;
      // The label stands where the paragraph begins, and its mark closes it.
      const id = idOf(block.mark);
      const origin = originOf(id);
      if (labelled !== null && (wanted.has(id) || wanted.has(origin))) {
        const target = this.targetAt(labelled, revise);
        this.byId.set(id, target);
        copies.push([origin, target]);
      }
      labelled = null;
    }
    for (const [id, target] of copies) if (!this.byId.has(id)) this.byId.set(id, target);
  }

  private targetAt(block: Block, revise: Revisions): Target {
    const { original, final } = block.label;
    const bookmark = `_Ref${String(this.byBlock.size + 1).padStart(9, "0")}`; // as Word names its own, which it hides
    const target = { bookmark, number: revise.next(), label: final!, stays: original === final };
    this.byBlock.set(block, target);
    return target;
  }

  /** The label of a block that stands in the final, with the bookmark of those that are referred to. */
  marked(block: Block, label: string): string {
    const target = this.byBlock.get(block);
    if (target === undefined) return label;
    const { number, bookmark } = target;
    const start = element("w:bookmarkStart", { "w:id": number, "w:name": bookmark });
    return start + label + element("w:bookmarkEnd", { "w:id": number });
  }

  /**
   * What a reference shows in the final, as a field. As text where updating would make something else of it in either
   * view: a reference that is struck, or stays while the label comes and goes; and what no label says.
   */
  field({ insert, ins, dels, shows }: Piece, result: string): string {
    const target = this.byId.get(referenceOf(insert) ?? "");
    if (target === undefined || dels.length > 0 || shows?.final !== target.label) return result;
    if (ins === null && shows.original === shows.final && !target.stays) return result;
    const code = element("w:instrText", { "xml:space": "preserve" }, ` REF ${target.bookmark} \\h \\* MERGEFORMAT `);
    return sign("begin") + element("w:r", {}, code) + sign("separate") + result + sign("end");
  }
}

const sign = (type: "begin" | "separate" | "end"): string =>
  element("w:r", {}, element("w:fldChar", { "w:fldCharType": type }));
