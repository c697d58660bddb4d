import type { Matrix } from './matrix.ts';

/**
 * Writes the matrix product `a b` into `out`. Every entry is one sum taken in the order of the inner index, starting
 * from zero, so that the plain triple loop gives the same bits.
 *
 * @param a - [m, k], plain or transposed.
 * @param b - [k, n], plain or transposed, but not together with `a`.
 * @param out - [m, n], plain; overwritten. It must not overlap `a` or `b`.
 * @throws RangeError when the shapes do not fit, or when both factors or the result are transposed.
 * @example
 * const out = matrix(new Float64Array(1), 1, 1);
 * matmul(matrix(Float64Array.of(1, 2), 1, 2), matrix(Float64Array.of(3, 4), 2, 1), out);
 * out.data[0]; // 11
 */
export function matmul(a: Matrix, b: Matrix, out: Matrix): void {
  if (a.columns !== b.rows || a.rows !== out.rows || b.columns !== out.columns) {
    throw new RangeError(
      `[${a.rows}, ${a.columns}] times [${b.rows}, ${b.columns}] into [${out.rows}, ${out.columns}]`,
    );
  }
  if (out.transposed || (a.transposed && b.transposed)) {
    throw new RangeError('at most one factor may be transposed, and never the result');
  }
  if (b.transposed) rowsByRows(a, b, out);
  else rowsByColumns(a, b, out);
}

/** Dot products of stored rows, eight at a time: one alone would wait for each addition to finish and load each entry anew. */
function rowsByRows(a: Matrix, b: Matrix, out: Matrix): void {
  const { rows } = out;
  let i = 0;
  for (; i + 1 < rows; i += 2) twoRowsByRows(a, b, out, i);
  if (i < rows) oneRowByRows(a, b, out, i, 0);
}

function twoRowsByRows(a: Matrix, b: Matrix, out: Matrix, i: number): void {
  const { data: av, columns: inner } = a;
  const { data: bv, stride } = b;
  const { data: cv, columns } = out;
  const a0 = a.offset + i * a.stride;
  const a1 = a0 + a.stride;
  let j = 0;
  for (; j + 3 < columns; j += 4) {
    const b0 = b.offset + j * stride;
    const b1 = b0 + stride;
    const b2 = b1 + stride;
    const b3 = b2 + stride;
    let s0 = 0;
    let s1 = 0;
    let s2 = 0;
    let s3 = 0;
    let t0 = 0;
    let t1 = 0;
    let t2 = 0;
    let t3 = 0;
    for (let p = 0; p < inner; p++) {
      const x = av[a0 + p]!;
      const y = av[a1 + p]!;
      const w0 = bv[b0 + p]!;
      const w1 = bv[b1 + p]!;
      const w2 = bv[b2 + p]!;
      const w3 = bv[b3 + p]!;
      s0 += x * w0;
      s1 += x * w1;
      s2 += x * w2;
      s3 += x * w3;
      t0 += y * w0;
      t1 += y * w1;
      t2 += y * w2;
      t3 += y * w3;
    }
    const c0 = out.offset + i * out.stride + j;
    const c1 = c0 + out.stride;
    cv[c0] = s0;
    cv[c0 + 1] = s1;
    cv[c0 + 2] = s2;
    cv[c0 + 3] = s3;
    cv[c1] = t0;
    cv[c1 + 1] = t1;
    cv[c1 + 2] = t2;
    cv[c1 + 3] = t3;
  }
  oneRowByRows(a, b, out, i, j);
  oneRowByRows(a, b, out, i + 1, j);
}

function oneRowByRows(a: Matrix, b: Matrix, out: Matrix, i: number, firstColumn: number): void {
  const { data: av, columns: inner } = a;
  const { data: bv } = b;
  const { data: cv, columns } = out;
  const aRow = a.offset + i * a.stride;
  for (let j = firstColumn; j < columns; j++) {
    const bRow = b.offset + j * b.stride;
    let sum = 0;
    for (let p = 0; p < inner; p++) sum += av[aRow + p]! * bv[bRow + p]!;
    cv[out.offset + i * out.stride + j] = sum;
  }
}

/** Rows of `b` weighted by entries of `a`, four inner indices a pass, added one after the other to keep the order. */
function rowsByColumns(a: Matrix, b: Matrix, out: Matrix): void {
  const { data: av, columns: inner } = a;
  const { data: bv } = b;
  const { data: cv, rows, columns } = out;
  const aDown = a.transposed ? 1 : a.stride;
  const aAcross = a.transposed ? a.stride : 1;
  for (let i = 0; i < rows; i++) {
    const cRow = out.offset + i * out.stride;
    cv.fill(0, cRow, cRow + columns);
    let aAt = a.offset + i * aDown;
    let bRow = b.offset;
    let p = 0;
    for (; p + 3 < inner; p += 4) {
      const x0 = av[aAt]!;
      const x1 = av[aAt + aAcross]!;
      const x2 = av[aAt + 2 * aAcross]!;
      const x3 = av[aAt + 3 * aAcross]!;
      const b1 = bRow + b.stride;
      const b2 = b1 + b.stride;
      const b3 = b2 + b.stride;
      for (let j = 0; j < columns; j++) {
        cv[cRow + j] = cv[cRow + j]! + x0 * bv[bRow + j]! + x1 * bv[b1 + j]! + x2 * bv[b2 + j]! + x3 * bv[b3 + j]!;
      }
      aAt += 4 * aAcross;
      bRow = b3 + b.stride;
    }
    for (; p < inner; p++) {
      const x = av[aAt]!;
      for (let j = 0; j < columns; j++) cv[cRow + j] = cv[cRow + j]! + x * bv[bRow + j]!;
      aAt += aAcross;
      bRow += b.stride;
    }
  }
}
