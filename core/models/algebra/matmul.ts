import type { Matrix } from './matrix.ts';
import { type TileKernel, tileKernel } from './tile-kernel.ts';
import { transpose } from './transpose.ts';

const TILE = 4;
/** Products of fewer multiplications cost less than copying their factors into the kernel's memory. */
const FEW = 32;

/**
 * Writes the matrix product `a b` into `out`. Every entry is one sum taken in the order of the inner index, starting
 * from zero, so that the plain triple loop gives the same bits.
 *
 * @param a - [m, k], plain or transposed.
 * @param b - [k, n], plain or transposed.
 * @param out - [m, n], plain; overwritten. It must not overlap `a` or `b`.
 * @throws RangeError when the shapes do not fit, or when the result is transposed.
 * @example
 * const out = matrix(new Float64Array(1), 1, 1);
 * matmul(matrix(Float64Array.of(1, 2), 1, 2), matrix(Float64Array.of(3, 4), 2, 1), out);
 * out.data[0]; // 11
 */
export function matmul(a: Matrix, b: Matrix, out: Matrix): void {
  const { rows, columns } = out;
  const depth = a.columns;
  if (depth !== b.rows || a.rows !== rows || b.columns !== columns) {
    throw new RangeError(`[${a.rows}, ${depth}] times [${b.rows}, ${b.columns}] into [${rows}, ${columns}]`);
  }
  if (out.transposed) throw new RangeError('the result of a product may not be transposed');
  const kernel = rows * columns * depth < FEW ? null : tileKernel();
  if (kernel === null) entryByEntry(a, b, out);
  else tileByTile(kernel, a, b, out);
}

function entryByEntry(a: Matrix, b: Matrix, out: Matrix): void {
  const { data: av, columns: depth } = a;
  const { data: bv } = b;
  const { data: cv, rows, columns } = out;
  const aDown = a.transposed ? 1 : a.stride;
  const aAcross = a.transposed ? a.stride : 1;
  const bDown = b.transposed ? 1 : b.stride;
  const bAcross = b.transposed ? b.stride : 1;
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      let x = a.offset + i * aDown;
      let y = b.offset + j * bAcross;
      let sum = 0;
      for (let p = 0; p < depth; p++) {
        sum += av[x]! * bv[y]!;
        x += aAcross;
        y += bDown;
      }
      cv[out.offset + i * out.stride + j] = sum;
    }
  }
}

/** Copies all of `b`, in strips of four columns, and strips of four rows of `a` one over the other. */
function tileByTile(kernel: TileKernel, a: Matrix, b: Matrix, out: Matrix): void {
  const { rows, columns } = out;
  const depth = a.columns;
  const aAt = TILE * TILE;
  const bAt = aAt + TILE * depth;
  const memory = kernel.memory(bAt + depth * (columns + TILE));
  for (let j = 0; j < columns; j += TILE) copyColumns(b, j, memory, bAt + j * depth);
  const rowsOfA = transpose(a);
  for (let i = 0; i < rows; i += TILE) {
    copyColumns(rowsOfA, i, memory, aAt);
    for (let j = 0; j < columns; j += TILE) {
      kernel.multiply(aAt, bAt + j * depth, depth);
      copyTile(memory, out, i, j);
    }
  }
}

/** Copies four columns, interleaved, to `memory` from `at` on. Where fewer are left, the last one stands in for the rest. */
function copyColumns(from: Matrix, first: number, memory: Float64Array, at: number): void {
  const { data, offset, rows, columns, stride, transposed } = from;
  const down = transposed ? 1 : stride;
  const across = transposed ? stride : 1;
  const left = columns - 1 - first;
  let column0 = offset + first * across;
  let column1 = column0 + Math.min(1, left) * across;
  let column2 = column0 + Math.min(2, left) * across;
  let column3 = column0 + Math.min(3, left) * across;
  const end = at + TILE * rows;
  for (let to = at; to < end; to += TILE) {
    memory[to] = data[column0]!;
    memory[to + 1] = data[column1]!;
    memory[to + 2] = data[column2]!;
    memory[to + 3] = data[column3]!;
    column0 += down;
    column1 += down;
    column2 += down;
    column3 += down;
  }
}

function copyTile(memory: Float64Array, out: Matrix, i: number, j: number): void {
  const { data, offset, stride } = out;
  const height = Math.min(TILE, out.rows - i);
  const width = Math.min(TILE, out.columns - j);
  for (let y = 0; y < height; y++) {
    const at = offset + (i + y) * stride + j;
    for (let x = 0; x < width; x++) data[at + x] = memory[TILE * y + x]!;
  }
}
