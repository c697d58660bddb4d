/**
 * The positions of all lines along one axis of a row-major array, such as the rows of a matrix for its last axis.
 *
 * @param shape - Extents of the axes.
 * @param axis - Counted from 0.
 * @example
 * linesAlong([2, 3], 1); // [[0, 1, 2], [3, 4, 5]]
 */
export function linesAlong(shape: readonly number[], axis: number): readonly (readonly number[])[] {
  const stride = shape.slice(axis + 1).reduce((product, extent) => product * extent, 1);
  const extent = shape[axis]!;
  const size = shape.reduce((product, each) => product * each, 1);
  return Array.from({ length: size / extent }, (_, line) => {
    const start = Math.floor(line / stride) * stride * extent + (line % stride);
    return Array.from({ length: extent }, (_, i) => start + i * stride);
  });
}
