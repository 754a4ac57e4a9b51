// Stands in for lodash.clonedeep in the app's bundle. A Delta holds JSON only: no dates, maps, cycles or class instances.

/**
 * @template T
 * @param {T} value
 * @returns {T}
 */
function cloneDeep(value) {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return /** @type {T} */ (value.map(cloneDeep));
  return /** @type {T} */ (Object.fromEntries(Object.entries(value).map(([key, part]) => [key, cloneDeep(part)])));
}

module.exports = cloneDeep;
