/** Where a text stops being JSON: engines tell it in the words of their message, if at all. */

const TOKEN =
  // oxlint-disable-next-line no-control-regex -- JSON's strings must not contain them
  /[ \t\r\n]*(?:([{}[\],:])|("[^"\\\u0000-\u001f]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\u0000-\u001f]*)*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null))/y;

/** What may come next: a value, a value or the end of a list, a key, a key or the end of an object … */
type Expected = "value" | "first" | "key" | "firstKey" | "colon" | "more" | "nothing";

/** `line 3 column 5` of the first token that does not fit, or of the end. The text is known not to be JSON. */
export function placeOfSyntaxError(text: string): string {
  const open: string[] = [];
  let expected: Expected = "value";
  let at = 0;
  while (true) {
    TOKEN.lastIndex = at;
    const [all, sign, scalar] = TOKEN.exec(text) ?? [];
    if (all === undefined) break;
    const next = step(expected, sign, scalar, open);
    if (next === null) break;
    expected = next;
    at += all.length;
  }
  at += /^[ \t\r\n]*/.exec(text.slice(at))![0].length;
  const lines = text.slice(0, at).split("\n");
  return `line ${lines.length} column ${lines.at(-1)!.length + 1}`;
}

/** What is expected after a token; null where the token does not fit. */
function step(
  expected: Expected,
  sign: string | undefined,
  scalar: string | undefined,
  open: string[],
): Expected | null {
  const after = (): Expected => (open.length === 0 ? "nothing" : "more");
  const close = (opener: string): Expected | null => (open.pop() === opener ? after() : null);
  const wantsKey = expected === "key" || expected === "firstKey";
  const wantsValue = expected === "value" || expected === "first";
  if (scalar !== undefined) {
    if (wantsKey) return scalar.startsWith('"') ? "colon" : null;
    return wantsValue ? after() : null;
  }
  switch (sign) {
    case "{":
    case "[":
      if (!wantsValue) return null;
      open.push(sign);
      return sign === "{" ? "firstKey" : "first";
    case "}":
      return expected === "firstKey" || expected === "more" ? close("{") : null;
    case "]":
      return expected === "first" || expected === "more" ? close("[") : null;
    case ":":
      return expected === "colon" ? "value" : null;
    default:
      if (expected !== "more") return null;
      return open.at(-1) === "{" ? "key" : "value";
  }
}
