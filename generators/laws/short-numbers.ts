import fc from 'fast-check';
import { LawError, type LawOptions } from './law-options.ts';

/**
 * Every number that is drawn is short to read.
 *
 * @throws LawError naming the number.
 * @example
 * assertShortNumbers(matrix('h', 'n', 'decimals'), { maxPrinted: 6 });
 */
export function assertShortNumbers<T>(
  arbitrary: fc.Arbitrary<T>,
  { seed = 1, numRuns = 50, maxPrinted = 6 }: LawOptions<T> = {},
): void {
  for (const value of fc.sample(arbitrary, { seed, numRuns })) {
    for (const number of numbersIn(value)) {
      if (String(number).length > maxPrinted) {
        throw new LawError('short numbers', seed, value, `${number} takes more than ${maxPrinted} characters`);
      }
    }
  }
}

function* numbersIn(value: unknown): Generator<number> {
  if (typeof value === 'number') yield value;
  else if (ArrayBuffer.isView(value)) yield* value as unknown as Iterable<number>;
  else if (typeof value === 'object' && value !== null) {
    for (const inner of Object.values(value)) yield* numbersIn(inner);
  }
}
