/** Key combinations as the keyboard at hand names them. */
const apple = /Mac|iPhone|iPad/.test(globalThis.navigator?.platform ?? "");

const SIGNS: Record<string, string> = { Mod: "⌘", Shift: "⇧", Alt: "⌥", Tab: "⇥" };

/** `Mod+Shift+Z` as `Ctrl+Shift+Z`, or `⇧⌘Z` on a Mac. */
export function keys(combination: string, onApple = apple): string {
  if (!onApple) return combination.replace("Mod", "Ctrl");
  const parts = combination.split("+");
  const key = parts.pop() ?? "";
  const held = ["Alt", "Shift", "Mod"].filter((one) => parts.includes(one)); // the order in which Macs write them
  return [...held, key].map((part) => SIGNS[part] ?? part).join("");
}
