import { expect, test } from 'vitest';
import { lazySource, uniformSource } from './random.ts';

const SEEDS = [0, -7, 2026, 2 ** 31 - 1];
/** More than are kept. */
const MANY = 5000;

function drawn(source: () => number, count = MANY): number[] {
  return Array.from({ length: count }, source);
}

test.each(SEEDS)(
  'a lazy source of seed %i draws what the twister draws, beyond what is kept and a second time',
  (seed) => {
    const numbers = drawn(uniformSource(seed));
    expect(drawn(lazySource(seed))).toEqual(numbers);
    expect(drawn(lazySource(seed))).toEqual(numbers);
  },
);

test('sources of one seed and of others do not disturb each other when they take turns', () => {
  const sources = [1, 2, 1, 3, 1].map((seed) => ({ seed, source: lazySource(seed), numbers: [] as number[] }));
  for (let i = 0; i < 40; i++) for (const { source, numbers } of sources) numbers.push(source());
  for (const { seed, numbers } of sources) expect(numbers).toEqual(drawn(uniformSource(seed), 40));
});
