import type { Tensor } from '../../tensor.ts';

/**
 * Whether a value is a tensor of one axis (`columns` left out) or two, with as many entries as its shape says.
 *
 * @param rows - Expected extent of the first axis; -1 admits any.
 * @param columns - Expected extent of the second axis; -1 admits any, left out means that there is none.
 * @example
 * hasShape(tensor([2, 3]), -1, 3); // true
 */
export function hasShape(value: Tensor | undefined, rows: number, columns?: number): value is Tensor {
  const shape = value?.shape;
  const length = value?.data?.length;
  if (shape === undefined || length === undefined) return false;
  const first = shape[0];
  if (first === undefined || (rows !== -1 && first !== rows)) return false;
  if (columns === undefined) return shape.length === 1 && length === first;
  const second = shape[1];
  if (second === undefined || (columns !== -1 && second !== columns)) return false;
  return shape.length === 2 && length === first * second;
}
