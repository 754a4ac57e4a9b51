// Stands in for fast-diff in the app's bundle: only Delta's `diff` asks for it, and nothing in the app asks for that.

/** @returns {never} */
function diff() {
  throw new Error("Delta.diff is left out of the app: take fast-diff's alias out of vite.config.ts to use it");
}

module.exports = Object.assign(diff, { INSERT: 1, DELETE: -1, EQUAL: 0 });
