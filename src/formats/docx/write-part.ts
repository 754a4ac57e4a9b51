/** The parts of Word's files: what all of them begin with. */
import { element } from "../xml-write.ts";

/** An element that says one thing: `<w:pStyle w:val="Call"/>`. */
export const val = (name: string, value: string | number): string => element(name, { "w:val": value });

const MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006";
/**
 * What Word has no place for and reading back needs: ids of changes and of paragraph marks. Word takes note that it may
 * ignore this namespace (ECMA-376 part 3, §7.2), and drops it on saving.
 */
export const OWN = "urn:plenary:draft";

export const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** A part of the document with the namespaces that its content uses. */
export const part = (name: string, content: string): string =>
  HEAD +
  element(
    name,
    {
      "xmlns:w": MAIN,
      "xmlns:r": RELATIONS,
      "xmlns:mc": COMPATIBILITY,
      "xmlns:w14": "http://schemas.microsoft.com/office/word/2010/wordml",
      "xmlns:w15": "http://schemas.microsoft.com/office/word/2012/wordml",
      "xmlns:plenary": OWN,
      "mc:Ignorable": "w14 w15 plenary",
    },
    content,
  );
