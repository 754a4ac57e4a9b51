/** The text of an HTML file, which need not be UTF-8: Word saves pages in the character set of the computer. */

/** Bytes at the beginning in which browsers look for the character set. */
const HEAD = 1024;

/**
 * The text, in UTF-8 where it is that, else in the character set that the file says; null where it says none, none that
 * is known, or is not in it. A page that an editor saved anew may say what it was before.
 */
export function htmlText(data: Uint8Array): string | null {
  const [first, second] = data;
  if (first === 0xff && second === 0xfe) return decoded(data, "utf-16le");
  if (first === 0xfe && second === 0xff) return decoded(data, "utf-16be");
  return decoded(data, "utf-8") ?? decoded(data, saidIn(data));
}

function saidIn(data: Uint8Array): string {
  const head = new TextDecoder("latin1").decode(data.subarray(0, HEAD));
  return /<meta\b[^>]*?charset\s*=\s*["']?([\w.:-]{1,40})/i.exec(head)?.[1] ?? "";
}

function decoded(data: Uint8Array, label: string): string | null {
  try {
    const decoder = new TextDecoder(label, { fatal: true });
    const text = decoder.decode(data);
    return decoder.encoding === "windows-1252" ? text.replace(/[\x80-\x9F]/g, signOf) : text;
  } catch {
    return null;
  }
}

/** What stands in windows-1252 for control characters of Latin 1, which Node 20 gives instead. */
const SIGNS = "€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8DŽ\x8F\x90‘’“”•–—˜™š›œ\x9DžŸ";
const signOf = (control: string): string => SIGNS[control.charCodeAt(0) - 0x80]!;
