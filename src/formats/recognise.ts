/** What format a file has. */

/** Other extensions of formats than their names. */
const NAMED: Record<string, string | undefined> = Object.assign(Object.create(null), { htm: "html", xml: "akn" });

/** The format that a file's name says: its extension, whether known here or not. Null when it has none. */
export function formatOf(filename: string): string | null {
  const extension = /[^/\\.]\.([A-Za-z0-9]{1,8})$/.exec(filename)?.[1]?.toLowerCase();
  if (extension === undefined) return null;
  return NAMED[extension] ?? extension;
}

/** The format that the first bytes of a file are of, for one whose name says none. */
export function formatByContent(data: Uint8Array): string {
  const start = new TextDecoder().decode(data.subarray(0, 64));
  if (start.startsWith("PK\x03\x04")) return "docx";
  if (/^\uFEFF?\s*\{\s*"/.test(start) || /^\uFEFF?\s*\{\s*$/.test(start)) return "json";
  if (/^\uFEFF?\s*<(!doctype html|html|head|meta|body|main|article|section|div|p|h[1-6]|ul|ol|table)\b/i.test(start))
    return "html";
  return /^\uFEFF?\s*<(\?xml|akomaNtoso)/.test(start) ? "akn" : "txt";
}
