/**
 * Checks that there is one class per example and that every class exists.
 *
 * @param y - Class of every example.
 * @param examples - Number of examples, the rows of X.
 * @param classes - Number of classes.
 * @param first - Label of the first class: 0 or 1.
 * @throws TypeError when `y` is no list of numbers, RangeError when its length or one of its labels does not fit.
 * @example
 * checkLabels([0, 2], 2, 3, 0); // undefined
 */
export function checkLabels(y: ArrayLike<number>, examples: number, classes: number, first: 0 | 1): void {
  if (typeof y?.length !== 'number') {
    throw new TypeError(`y is ${y === null ? 'null' : typeof y}, expected a list of ${examples} class labels`);
  }
  if (y.length !== examples) throw new RangeError(`y has ${y.length} labels, expected ${examples}: one per row of X`);
  const last = classes - 1 + first;
  for (let i = 0; i < examples; i++) {
    const label = y[i]!;
    if (!(label >= first && label <= last && Number.isInteger(label))) {
      throw new RangeError(`y[${i}] is ${label}, expected an integer in ${first}..${last}`);
    }
  }
}
