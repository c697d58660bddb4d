/**
 * Checks the strength of a regulariser.
 *
 * @throws TypeError when it is no number, RangeError when it is negative or not finite.
 * @example
 * checkLambda(0.5); // undefined
 */
export function checkLambda(lambda: number): void {
  if (typeof lambda !== 'number') throw new TypeError(`lambda is ${typeof lambda}, expected a finite number >= 0`);
  if (!(lambda >= 0 && lambda < Infinity)) throw new RangeError(`lambda is ${lambda}, expected a finite number >= 0`);
}
