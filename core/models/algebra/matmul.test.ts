import { expect, test } from 'vitest';
import { matmul } from './matmul.ts';
import { type Matrix, matrix } from './matrix.ts';
import { transpose } from './transpose.ts';

const at = ({ data, offset, stride, transposed }: Matrix, i: number, j: number): number =>
  transposed ? data[offset + j * stride + i]! : data[offset + i * stride + j]!;

const framed = (rows: number, columns: number): Matrix =>
  matrix(
    new Float64Array((rows + 1) * (columns + 2)).map((_, p) => Math.sin(p + rows)),
    rows,
    columns,
    1,
    columns + 2,
  );

test('matmul gives the bits of the plain triple loop, for views and transposes of many sizes', () => {
  for (let m = 1; m < 6; m++) {
    for (let k = 0; k < 10; k++) {
      for (let n = 1; n < 10; n++) {
        for (const [a, b] of [
          [framed(m, k), framed(k, n)],
          [transpose(framed(k, m)), framed(k, n)],
          [framed(m, k), transpose(framed(n, k))],
        ] as const) {
          const out = framed(m, n);
          const before = out.data.slice();
          matmul(a, b, out);
          const expected = before;
          for (let i = 0; i < m; i++) {
            for (let j = 0; j < n; j++) {
              let sum = 0;
              for (let p = 0; p < k; p++) sum += at(a, i, p) * at(b, p, j);
              expected[out.offset + i * out.stride + j] = sum;
            }
          }
          expect(out.data).toEqual(expected);
        }
      }
    }
  }
});

test('matmul rejects shapes that do not fit, and transposes that it cannot do', () => {
  const square = framed(2, 2);
  expect(() => matmul(framed(2, 3), square, framed(2, 2))).toThrow('[2, 3] times [2, 2] into [2, 2]');
  expect(() => matmul(transpose(square), transpose(square), framed(2, 2))).toThrow('at most one factor');
  expect(() => matmul(square, square, transpose(framed(2, 2)))).toThrow('never the result');
});
