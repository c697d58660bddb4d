import { describe, expect, test } from 'vitest';
import type { BlockCheck } from '../core/results.ts';
import { blockMap } from './block-map.ts';

function block(shape: readonly number[], wrong: readonly number[]): BlockCheck {
  const size = shape.reduce((product, extent) => product * extent, 1);
  const all = Array.from({ length: size }, (_, i) => ({ verdict: wrong.includes(i) ? 'disagrees' : 'agrees' }));
  return { block: 'W', shape, size, wrong: wrong.length, all } as unknown as BlockCheck;
}

describe('the map of a block', () => {
  test('has a line for each row, and a sign for each entry', () => {
    expect(blockMap(block([2, 3], [1, 4]))).toBe('.x.\n.x.');
    expect(blockMap(block([4], [3]))).toBe('...x');
  });

  test('of one that is wide shows the part in which entries are wrong, and says which', () => {
    const lines = blockMap(block([6, 70], [3 * 70 + 52])).split('\n');
    expect(lines[3]).toBe(`${'.'.repeat(22)}x${'.'.repeat(17)}`);
    expect(lines.at(-1)).toBe('(columns 30 to 69 of 70)');
    expect(lines).toHaveLength(7);
  });

  test('of one that is high too, and counts what lies outside', () => {
    const lines = blockMap(block([100, 50], [5 * 50 + 3, 6 * 50 + 49, 99 * 50])).split('\n');
    expect(lines.at(-1)).toBe('(rows 3 to 14 of 100, columns 1 to 40 of 50, 2 wrong outside)');
    expect(lines[2]).toBe(`..x${'.'.repeat(37)}`);
    expect(lines).toHaveLength(13);
  });

  test('is empty where it would say nothing', () => {
    expect(blockMap(block([1], [0]))).toBe('');
    expect(blockMap(block([2, 2], [0, 1, 2, 3]))).toBe('');
    expect(blockMap(block([2, 2], []))).toBe('');
  });

  test('is never wider or higher than a terminal, and always shows an entry that is wrong', () => {
    for (const [rows, columns] of [
      [1, 1000],
      [1000, 1],
      [300, 300],
      [13, 41],
    ] as const) {
      for (const share of [0, 0.3, 0.99]) {
        const lines = blockMap(block([rows, columns], [Math.floor(share * rows * columns)])).split('\n');
        expect(lines.length).toBeLessThanOrEqual(13);
        expect(lines.join('')).toContain('x');
        for (const line of lines) expect(line.length).toBeLessThanOrEqual(70);
      }
    }
  });
});
