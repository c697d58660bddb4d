const pool: Float64Array[] = [];

/**
 * Lends a reusable buffer of at least `size` numbers, so that losses do not allocate per call.
 *
 * The contents are whatever the last borrower left. A slot stays valid until it is asked for again, which is
 * safe because models are synchronous and do not call one another halfway. Never return it to a user.
 *
 * @param slot - Which buffer: 0, 1, 2, ...; one per role within a model.
 * @param size - Numbers needed; the buffer grows when it is too short and never shrinks.
 * @example
 * workspace(0, 3).length >= 3; // true
 */
export function workspace(slot: number, size: number): Float64Array {
  const held = pool[slot];
  if (held !== undefined && held.length >= size) return held;
  const grown = new Float64Array(held === undefined ? size : Math.max(size, 2 * held.length));
  pool[slot] = grown;
  return grown;
}
