import { afterEach, expect, test, vi } from 'vitest';
import { matmul } from './matmul.ts';
import { type Matrix, matrix } from './matrix.ts';
import { tileKernel } from './tile-kernel.ts';
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

function expectBitsOfLoop(multiply: typeof matmul, m: number, k: number, n: number): void {
  for (const a of [framed(m, k), transpose(framed(k, m))]) {
    for (const b of [framed(k, n), transpose(framed(n, k))]) {
      const out = framed(m, n);
      const expected = out.data.slice();
      multiply(a, b, out);
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

afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

test('matmul gives the bits of the plain triple loop, for views and transposes of many sizes', () => {
  // The ragged last strip of the second factor just passes the first page of the kernel's memory.
  expectBitsOfLoop(matmul, 3, 600, 9);
  for (let m = 1; m < 6; m++) {
    for (let k = 0; k < 10; k++) for (let n = 1; n < 10; n++) expectBitsOfLoop(matmul, m, k, n);
  }
  // More pages, then fewer again.
  for (const [m, k, n] of [
    [9, 200, 70],
    [70, 300, 9],
    [7, 11, 13],
  ] as const) {
    expectBitsOfLoop(matmul, m, k, n);
  }
});

test('the kernel runs here, so that the sizes above have tested it', () => {
  expect(tileKernel()).not.toBeNull();
});

const refusing = class {
  constructor() {
    throw new Error('wasm code generation disallowed by embedder');
  }
};
test.for([
  ['is missing', undefined],
  ['is forbidden', { Module: refusing, Instance: refusing }],
] as const)('where WebAssembly %s, matmul gives the same bits', async ([, engine]) => {
  vi.stubGlobal('WebAssembly', engine);
  vi.resetModules();
  const without = await import('./matmul.ts');
  expect((await import('./tile-kernel.ts')).tileKernel()).toBeNull();
  expectBitsOfLoop(without.matmul, 7, 11, 13);
});

test('infinities and NaN stay in their rows and columns, also beside a ragged edge', () => {
  const a = matrix(new Float64Array(30).fill(1), 5, 6);
  const b = matrix(new Float64Array(30).fill(1), 6, 5);
  a.data[24] = Infinity;
  b.data[4] = NaN;
  const out = matrix(new Float64Array(25), 5, 5);
  matmul(a, b, out);
  for (let i = 0; i < 5; i++) {
    for (let j = 0; j < 5; j++) expect(out.data[5 * i + j]).toBe(j === 4 ? NaN : i === 4 ? Infinity : 6);
  }
});

test('matmul rejects shapes that do not fit, and a transposed result', () => {
  const square = framed(2, 2);
  expect(() => matmul(framed(2, 3), square, framed(2, 2))).toThrow('[2, 3] times [2, 2] into [2, 2]');
  expect(() => matmul(square, square, transpose(framed(2, 2)))).toThrow('may not be transposed');
});
