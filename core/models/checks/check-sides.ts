/**
 * Checks that sides frozen at some parameters fit others.
 *
 * @param where - What they belong to, such as `layer 1`.
 * @param size - Their number at the parameters given now.
 * @throws RangeError when there are more or fewer.
 * @example
 * checkSides('layer 1', new Uint8Array(6), 6); // undefined
 */
export function checkSides(where: string, sides: Uint8Array | undefined, size: number): void {
  const frozen = sides === undefined ? 0 : sides.length;
  if (frozen !== size) throw new RangeError(`${where} has ${size} branches, expected ${frozen}: so many were frozen`);
}
