// Stands in for lodash.isequal in the app's bundle. A Delta holds JSON only: no dates, maps, cycles or class instances.

/**
 * @param {unknown} a
 * @param {unknown} b
 * @returns {boolean}
 */
function isEqual(a, b) {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [left, right] = [Object.entries(a), Object.keys(b)];
  const other = /** @type {Record<string, unknown>} */ (b);
  return left.length === right.length && left.every(([key, value]) => Object.hasOwn(b, key) && isEqual(value, other[key]));
}

module.exports = isEqual;
