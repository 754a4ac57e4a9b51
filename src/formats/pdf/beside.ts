/** What stands beside the text of a redline on paper: proposals above and below what each touches, remarks at the end. */
import { type DraftFile, colourOf } from "../../../schema/index.ts";
import type { Block } from "../blocks.ts";
import { whoOf } from "../page.ts";
import { printable } from "./runs.ts";
import { type Numbered, type Placed, placesOf } from "../proposals.ts";
import { Remarks } from "../remarks.ts";

/** A line of a proposal: what stands in bold, and what follows it. */
export interface Line {
  strong: string;
  text: string;
}
/** A comment with its answers, or the reason of a change, under the name that the text has for it. */
export interface PrintRemark {
  name: string;
  anchored: boolean;
  says: { who: string; colour: number; text: string }[];
}

export class Beside {
  readonly remarks: Remarks;
  private readonly placed: Placed;

  /** `body` are the blocks that do not stand at the foot of a page. */
  constructor(draft: DraftFile, blocks: readonly Block[], body: readonly Block[]) {
    this.remarks = new Remarks(draft, blocks);
    this.placed = placesOf(draft, body);
  }

  above(block: Block): Line[] {
    return (this.placed.around.get(block)?.above ?? []).flatMap(head);
  }

  below(block: Block): Line[] {
    return (this.placed.around.get(block)?.below ?? []).flatMap(reasons);
  }

  /** The proposals that touch nothing. */
  loose(): Line[] {
    return this.placed.loose.flatMap((proposal) => [...head(proposal), ...reasons(proposal)]);
  }

  list(): PrintRemark[] {
    return this.remarks.list.map(({ name, anchored, says }) => ({
      name,
      anchored,
      says: says.map((said) => ({
        who: printable(whoOf(said.delegation, said)),
        colour: colourOf(said.delegation),
        text: printable(said.text.trim()),
      })),
    }));
  }
}

const head = ({ kind, number, title }: Numbered): Line[] => [
  { strong: kind, text: printable(number) },
  ...(title === "" ? [] : [{ strong: printable(title), text: "" }]),
];
const reasons = ({ reasons: text }: Numbered): Line[] =>
  text === "" ? [] : [{ strong: "Reasons:", text: printable(text) }];
