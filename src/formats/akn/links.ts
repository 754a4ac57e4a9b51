/** References in a document that others wrote: those that say the label of the paragraph that they lead to. */
import { type Op, idOf, MARK } from "../../../schema/index.ts";
import { addTo } from "../ops.ts";

/** On words that lead to an element, while the document is read. */
const LINK = "akn:href";

export const linkTo = (href: string | undefined): Record<string, string> =>
  href?.startsWith("#") === true ? { [LINK]: href.slice(1) } : {};

export class Links {
  private readonly targets = new Map<string, { paragraph: number; label: string }>();

  /** An element that stands for a paragraph, counted from 1: the first one that it holds. */
  target(eId: string | undefined, paragraph: number, label: string): void {
    if (eId !== undefined && !this.targets.has(eId)) this.targets.set(eId, { paragraph, label });
  }

  /** The sequence, whose marks have ids, with such words as references; what others say of a link stays words. */
  settle(ops: readonly Op[]): Op[] {
    const marks = ops.filter(({ insert }) => insert === MARK);
    const result: Op[] = [];
    for (const { insert, attributes } of ops) {
      const { [LINK]: link, ...rest } = attributes ?? {};
      const target = typeof link === "string" ? this.targets.get(link) : undefined;
      const leads = target !== undefined && target.label !== "" && target.label === insert;
      const id = leads ? idOf(marks[target.paragraph - 1]?.attributes ?? {}) : "";
      addTo(result, id === "" ? insert! : { ref: id }, rest);
    }
    return result;
  }
}
