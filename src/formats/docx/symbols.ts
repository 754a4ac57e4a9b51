/** Signs of symbol fonts as the characters that they look like (Adobe's Symbol encoding; the commonest of Wingdings). */
const SYMBOL = " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼";
const MORE: Record<number, string> = {
  0xa3: "≤",
  0xb0: "°",
  0xb1: "±",
  0xb3: "≥",
  0xb4: "×",
  0xb7: "•",
  0xb8: "÷",
  0xb9: "≠",
  0xde: "⇒",
  0xae: "→",
};
const WINGDINGS: Record<number, string> = {
  0xa7: "▪",
  0x6c: "●",
  0x6e: "■",
  0xfc: "✓",
  0xa8: "◻",
  0xfe: "☑",
  0xe0: "→",
};

/** The sign of a font with the code that a file has for it; `known` says whether it will look like that. */
export function symbolOf(font: string, hexadecimal: string): { char: string; known: boolean } {
  const code = Number.parseInt(hexadecimal, 16);
  if (!(code >= 0x20 && code <= 0xffff) || (code >= 0xd800 && code < 0xe000)) return { char: "\uFFFD", known: false };
  const sign = code >= 0xf000 && code <= 0xf0ff ? code - 0xf000 : code;
  const found =
    font === "Symbol" ? (SYMBOL[sign - 0x20] ?? MORE[sign]) : font === "Wingdings" ? WINGDINGS[sign] : undefined;
  if (found !== undefined) return { char: found, known: true };
  return { char: String.fromCharCode(code), known: sign === code && code < 0xe000 };
}
