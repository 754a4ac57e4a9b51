/** What format a file has. */

/** Other extensions of formats than their names. */
const NAMED: Record<string, string | undefined> = Object.assign(Object.create(null), { htm: "html", xml: "akn" });

/** The format that a file's name says: its extension, whether known here or not. Null when it has none. */
export function formatOf(filename: string): string | null {
  const extension = /[^/\\.]\.([A-Za-z0-9]{1,8})$/.exec(filename)?.[1]?.toLowerCase();
  if (extension === undefined) return null;
  return NAMED[extension] ?? extension;
}

/** How many bytes at the beginning of a file say what it is. */
const HEAD = 64;
const startOf = (data: string | Uint8Array): string =>
  typeof data === "string" ? data.slice(0, HEAD) : new TextDecoder().decode(data.subarray(0, HEAD));

/** What a file is that no format here is, and what to do; null where its beginning says nothing of the kind. */
export function unreadableKind(data: string | Uint8Array): string | null {
  // Its text is letters and signs like any, so that it would be read, commands and all.
  return startOf(data).startsWith("{\\rtf") ? "Rich Text Format (.rtf), which is not read: save it as .docx" : null;
}

/** The format that the first bytes of a file are of, for one whose name says none. */
export function formatByContent(data: Uint8Array): string {
  const start = startOf(data);
  if (start.startsWith("PK\x03\x04") || isOfOldWord(data)) return "docx";
  if (/^\uFEFF?\s*\{\s*"/.test(start) || /^\uFEFF?\s*\{\s*$/.test(start)) return "json";
  if (/^\uFEFF?\s*<(!doctype html|html|head|meta|body|main|article|section|div|p|h[1-6]|ul|ol|table)\b/i.test(start))
    return "html";
  return /^\uFEFF?\s*<(\?xml|akomaNtoso)/.test(start) ? "akn" : "txt";
}

/** Word before 2007, and encrypted files, of which the reader of Word documents says what to do (MS-CFB 2.2). */
const isOfOldWord = (data: Uint8Array): boolean =>
  [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1].every((byte, i) => data[i] === byte);
