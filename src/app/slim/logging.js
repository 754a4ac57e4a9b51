// Stands in for lib0's coloured logging in the app's bundle: what Yjs has to say goes to the console plainly. The whole
// brings a virtual console with a DOM and a schema library of its own.

/** Colours and weights, which are left out of what is printed. */
const style = Symbol("style");
export const [BOLD, UNBOLD, ORANGE, RED] = [style, style, style, style];

/** @param {unknown[]} args */
const plain = (args) => args.filter((arg) => arg !== style);

/** @param {unknown[]} args */
export const print = (...args) => console.log(...plain(args));
/** @param {unknown[]} args */
export const warn = (...args) => console.warn(...plain(args));
