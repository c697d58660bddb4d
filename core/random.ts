import mt19937 from '@stdlib/random-base-mt19937';

/** Uniform numbers in [0, 1) from the Mersenne twister, the same for the same seed; any integer is a seed. */
export function uniformSource(seed: number): () => number {
  // The generator wants positive words, and fast-check's seeds are signed and may be 0.
  const source = mt19937.factory({ seed: [0x9e3779b9, seed >>> 0] }) as unknown as {
    readonly normalized: () => number;
  };
  return source.normalized;
}

/** A {@link uniformSource} made at its first draw: seeding costs more than a small check, and most checks draw nothing. */
export function lazySource(seed: number): () => number {
  let source: (() => number) | undefined;
  return () => {
    source ??= uniformSource(seed);
    return source();
  };
}
