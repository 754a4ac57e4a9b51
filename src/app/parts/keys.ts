/** Key combinations as the keyboard at hand names them. */
const apple = /Mac|iPhone|iPad/.test(navigator.platform);

const SIGNS: Record<string, string> = { Mod: "⌘", Shift: "⇧", Alt: "⌥", Tab: "⇥" };

/** `Mod+Shift+Z` as `Ctrl+Shift+Z`, or `⇧⌘Z` on a Mac. */
export function keys(combination: string, onApple = apple): string {
  if (!onApple) return combination.replace("Mod", "Ctrl");
  const parts = combination.split("+");
  return parts
    .sort((a, b) => "Alt Shift Mod".indexOf(a) - "Alt Shift Mod".indexOf(b))
    .sort((a, b) => Number(a.length === 1) - Number(b.length === 1))
    .map((part) => SIGNS[part] ?? part)
    .join("");
}
