/**
 * The colours that `colourOf` chooses from, on paper and on dark ground. All have a contrast of at least 6 : 1 to the
 * page, and neighbours in the list are far apart in hue.
 */
export const LIGHT = [
  "#0b57d0",
  "#b3261e",
  "#146c2e",
  "#7b2fbf",
  "#7d3a2d",
  "#006a6a",
  "#b0126f",
  "#6b5d00",
  "#00639b",
  "#4a4fb5",
  "#4d6a00",
  "#a04400",
] as const;

export const DARK = [
  "#8ab4f8",
  "#ff8a80",
  "#7ed491",
  "#d0a6ff",
  "#e6a595",
  "#63d6d0",
  "#ff8fc7",
  "#dcc94f",
  "#7fcfff",
  "#b3b7ff",
  "#b9d862",
  "#ffb37a",
] as const;
