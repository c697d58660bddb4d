import { describe, expect, test } from 'vitest';
import { tensor } from '../../core/tensor.ts';
import { centralCrop, readDigits } from './digits.ts';

const rowOf = (data: Float64Array, row: number, size: number): number[] => [
  ...data.subarray(row * size, (row + 1) * size),
];

describe('readDigits', () => {
  const { X, y } = readDigits(23);
  const rows = y.map((_, row) => rowOf(X.data, row, 784));

  test('gives as many digits as asked for, 0 to 9 in turn', () => {
    expect(X.shape).toEqual([23, 784]);
    expect(y).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1, 2]);
  });

  test('gives pixels in [0, 1], dark and light ones in every digit', () => {
    for (const pixels of rows) {
      expect(Math.min(...pixels)).toBe(0);
      expect(Math.max(...pixels)).toBeGreaterThan(0.9);
      expect(Math.max(...pixels)).toBeLessThanOrEqual(1);
      const ink = pixels.filter((x) => x > 0.5).length;
      expect(ink).toBeGreaterThan(15);
      expect(ink).toBeLessThan(300);
    }
  });

  test('gives another picture in every row', () => {
    expect(new Set(rows.map(String)).size).toBe(23);
  });

  test('labels them right: zeros are hollow in the middle, ones are inked there and have the least ink of all', () => {
    const many = readDigits(300);
    const mean = (label: number, of: (pixels: Float64Array) => number): number => {
      const shown = many.y.flatMap((y, row) => (y === label ? [many.X.data.subarray(row * 784, (row + 1) * 784)] : []));
      return shown.reduce((sum, pixels) => sum + of(pixels), 0) / shown.length;
    };
    const middle = (pixels: Float64Array): number => pixels[14 * 28 + 14]!;
    const ink = (pixels: Float64Array): number => pixels.reduce((sum, x) => sum + x, 0);
    expect(mean(0, middle)).toBeLessThan(0.2);
    expect(mean(1, middle)).toBeGreaterThan(0.7);
    const inks = Array.from({ length: 10 }, (_, label) => mean(label, ink));
    expect(inks.indexOf(Math.min(...inks))).toBe(1);
  });

  test('labels them right: each digit is nearer to the mean of its own kind than to most others', () => {
    const many = readDigits(400);
    const means = Array.from({ length: 10 }, () => new Float64Array(784));
    for (let row = 0; row < 300; row++) {
      const mean = means[many.y[row]!]!;
      for (let p = 0; p < 784; p++) mean[p] = mean[p]! + many.X.data[row * 784 + p]! / 30;
    }
    let right = 0;
    for (let row = 300; row < 400; row++) {
      const distances = means.map((mean) =>
        mean.reduce((sum, x, p) => sum + (x - many.X.data[row * 784 + p]!) ** 2, 0),
      );
      if (distances.indexOf(Math.min(...distances)) === many.y[row]) right++;
    }
    expect(right).toBeGreaterThan(60);
  });

  test('gives the same digits when fewer or more are read', () => {
    expect(rowOf(readDigits(3).X.data, 2, 784)).toEqual(rows[2]);
    expect(readDigits(0).y).toEqual([]);
  });
});

test('centralCrop keeps rows and columns 4 to 23 of 28, and the labels', () => {
  const X = tensor([2, 784]);
  for (let p = 0; p < X.data.length; p++) X.data[p] = p;
  const crop = centralCrop({ X, y: [3, 4] });
  expect(crop.X.shape).toEqual([2, 400]);
  expect(crop.y).toEqual([3, 4]);
  for (let row = 0; row < 2; row++) {
    for (let i = 0; i < 20; i++) {
      for (let j = 0; j < 20; j++) expect(crop.X.data[row * 400 + i * 20 + j]).toBe(row * 784 + (i + 4) * 28 + j + 4);
    }
  }
});

test('centralCrop loses little ink of a digit', () => {
  const digits = readDigits(10);
  const ink = (data: Float64Array): number => data.reduce((sum, x) => sum + x, 0);
  const kept = ink(centralCrop(digits).X.data) / ink(digits.X.data);
  expect(kept).toBeGreaterThan(0.95);
  expect(kept).toBeLessThanOrEqual(1);
});
