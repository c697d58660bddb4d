import mt19937 from '@stdlib/random-base-mt19937';

/** So many numbers of the last seed are kept. */
const KEPT = 4096;

/** The first numbers of a seed, as far as they were asked for. */
interface Beginning {
  readonly seed: number;
  readonly numbers: number[];
  readonly next: () => number;
}

let beginning: Beginning | undefined;

/** Uniform numbers in [0, 1) from the Mersenne twister, the same for the same seed; any integer is a seed. */
export function uniformSource(seed: number): () => number {
  // The generator wants positive words, and fast-check's seeds are signed and may be 0.
  const source = mt19937.factory({ seed: [0x9e3779b9, seed >>> 0] }) as unknown as {
    readonly normalized: () => number;
  };
  return source.normalized;
}

/**
 * The same numbers as those of {@link uniformSource}. Seeding costs more than a small check, and a campaign asks for the same
 * numbers in every case: so the twister is not made before the first draw, and its first numbers are kept for the next.
 */
export function lazySource(seed: number): () => number {
  let drawn = 0;
  let rest: (() => number) | undefined;
  return () => {
    if (drawn < KEPT) return beginningOf(seed, drawn++);
    if (rest === undefined) {
      rest = uniformSource(seed);
      for (let i = 0; i < KEPT; i++) rest();
    }
    return rest();
  };
}

function beginningOf(seed: number, index: number): number {
  if (beginning?.seed !== seed) beginning = { seed, numbers: [], next: uniformSource(seed) };
  const { numbers, next } = beginning;
  while (numbers.length <= index) numbers.push(next());
  return numbers[index]!;
}
