/** Replacements in the checked view as an edit of the redline sequence. */
import { type Attributes, FORMATS } from "../attributes.ts";
import { Delta, lengthOf } from "../sequence.ts";
import type { CheckedParagraph } from "./checked-text.ts";
import type { Replacement } from "./finding.ts";

/** Leaves alone what a replacement does not change, and what is struck already between what it does. */
export function fixOf(paragraph: CheckedParagraph, replacements: readonly Replacement[]): Delta {
  const { places, text: old } = paragraph;
  const formatsAt = formats(paragraph);
  const delta = new Delta();
  let at = 0;
  const goTo = (index: number) => {
    if (index > at) delta.retain(index - at);
    at = Math.max(at, index);
  };
  for (const replacement of replacements) {
    const { from, to, text } = narrowed(old, replacement);
    goTo(from === to && from > 0 ? places[from - 1]! + 1 : places[from]!);
    if (text !== "") delta.insert(text, from === to ? undefined : formatsAt(from));
    for (let i = from; i < to; ) {
      goTo(places[i]!);
      const first = i;
      while (i < to && places[i] === at + i - first) i++;
      delta.delete(i - first);
      at += i - first;
    }
  }
  return delta;
}

/** Without what the old text and the new one have in common at both ends. */
function narrowed(old: string, { from, to, text }: Replacement): Replacement {
  while (from < to && text !== "" && old[from] === text[0]) {
    from += 1;
    text = text.slice(1);
  }
  while (from < to && text !== "" && old[to - 1] === text.at(-1)) {
    to -= 1;
    text = text.slice(0, -1);
  }
  return { from, to, text };
}

/** What stands for a character looks like it: its formatting by index, to be asked for in order. */
function formats({ content }: CheckedParagraph): (index: number) => Attributes | undefined {
  let run = 0;
  let end = lengthOf(content[0]?.insert ?? "");
  return (index) => {
    while (end <= index && run + 1 < content.length) end += lengthOf(content[++run]!.insert!);
    const names = FORMATS.filter((name) => content[run]?.attributes?.[name] === true);
    return names.length === 0 ? undefined : Object.fromEntries(names.map((name) => [name, true]));
  };
}
