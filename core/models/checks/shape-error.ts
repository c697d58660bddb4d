import type { Tensor } from '../../tensor.ts';

/**
 * The error for a value that failed {@link hasShape}: where, what was expected, what came.
 *
 * @param name - Block or data field, e.g. `W2`.
 * @param expected - Expected shape as text, e.g. `[3, 5]` or `[h, 5]`.
 * @param because - What the expectation follows from.
 * @example
 * shapeError('W2', tensor([3, 4]), '[3, 5]', 'its columns are the rows of W1').message; // 'W2 is [3, 4], expected [3, 5]: its columns are the rows of W1'
 */
export function shapeError(name: string, value: Tensor | undefined, expected: string, because: string): Error {
  if (value === undefined) return new TypeError(`${name} is missing, expected ${expected}: ${because}`);
  const { shape, data } = Object(value) as Partial<Tensor>;
  if (!Array.isArray(shape) || typeof data?.length !== 'number') {
    const came = value === null ? 'null' : Array.isArray(value) ? 'an array' : typeof value;
    return new TypeError(`${name} is ${came}, expected a { shape, data } tensor ${expected}: ${because}`);
  }
  const size = shape.reduce((product: number, extent: number) => product * extent, 1);
  const came = `${name} is [${shape.join(', ')}]`;
  if (data.length !== size) return new RangeError(`${came} but holds ${data.length} values, expected ${size}`);
  return new RangeError(`${came}, expected ${expected}: ${because}`);
}
