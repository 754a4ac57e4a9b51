/**
 * The colours that `colourOf` chooses from, on paper and on dark ground: those of the app's style sheet, so that a
 * delegation looks the same on the screen and in a document. All have a contrast of at least 5.5 : 1 to the page.
 */
export const LIGHT = [
  "#0160c1",
  "#00736a",
  "#934a00",
  "#6f2fb7",
  "#695f01",
  "#8d1767",
  "#4d535e",
  "#016826",
  "#252c8f",
  "#672514",
  "#a01fb3",
  "#c2152f",
] as const;

export const DARK = [
  "#75b0ff",
  "#77d1c5",
  "#eba16d",
  "#b58bf9",
  "#ddd489",
  "#e080b8",
  "#c5cbd5",
  "#7bce88",
  "#8094ea",
  "#fab8a8",
  "#f095ff",
  "#f47676",
] as const;
