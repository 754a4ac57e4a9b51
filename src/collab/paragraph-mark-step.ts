/**
 * Changes single attributes of one paragraph mark, and with its role the block's type. ProseMirror's own steps put the
 * whole attribute map or the whole node in place: undoing one would take back what others set on the mark meanwhile.
 */
import type { Node } from "prosemirror-model";
import { type Mappable, Step, StepMap, StepResult } from "prosemirror-transform";
import type { Attributes } from "../../schema/index.ts";
import { blockOf, markOf } from "../../schema/nodes.ts";

export class ParagraphMarkStep extends Step {
  /**
   * `pos` is before the block's closing token, which is where the paragraph mark is: in a split the right half keeps the
   * mark. A null in `change` takes the attribute away.
   */
  constructor(
    readonly pos: number,
    readonly change: Attributes,
  ) {
    super();
  }

  override apply(doc: Node): StepResult {
    const block = this.block(doc);
    if (block === null) return StepResult.fail("No paragraph mark at the position");
    const changed = blockOf({ ...markOf(block.node), ...this.change }, block.node.content);
    return StepResult.ok(doc.copy(doc.content.replaceChild(block.index, changed)));
  }

  override invert(doc: Node): Step {
    const mark = markOf(this.block(doc)!.node);
    return new ParagraphMarkStep(
      this.pos,
      Object.fromEntries(Object.keys(this.change).map((key) => [key, mark[key] ?? null])),
    );
  }

  override map(mapping: Mappable): Step | null {
    const { pos, deletedAfter } = mapping.mapResult(this.pos, 1);
    return deletedAfter ? null : new ParagraphMarkStep(pos, this.change);
  }

  override getMap(): StepMap {
    return StepMap.empty;
  }

  override toJSON(): object {
    return { stepType: "paragraph-mark", pos: this.pos, change: this.change };
  }

  static override fromJSON(_schema: unknown, json: { pos: number; change: Attributes }): ParagraphMarkStep {
    return new ParagraphMarkStep(json.pos, json.change);
  }

  private block(doc: Node): { node: Node; index: number } | null {
    const $pos = doc.resolve(this.pos);
    const atEnd = $pos.depth === 1 && $pos.parentOffset === $pos.parent.content.size;
    return atEnd ? { node: $pos.parent, index: $pos.index(0) } : null;
  }
}

Step.jsonID("paragraph-mark", ParagraphMarkStep);
