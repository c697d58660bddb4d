/** More labels than these are not told apart. */
const MOST = 10;

/**
 * Which classes a batch has: `label 0`, `label 1`, ..., and `one class only` where several examples share one.
 *
 * @param y - The class of every example.
 * @example
 * labelTraits([2, 2]); // ['label 2', 'one class only']
 */
export function labelTraits(y: ArrayLike<number>): readonly string[] {
  const classes = [...new Set(Array.from(y))].sort((a, b) => a - b);
  const named = classes.slice(0, MOST).map((label) => `label ${label}`);
  return classes.length === 1 && y.length > 1 ? [...named, 'one class only'] : named;
}
