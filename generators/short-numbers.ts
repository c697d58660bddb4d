/** Distinct, short and non-zero, simplest first: what values shrink towards, since zeros and ties make kinks. */
export const SHORT_NUMBERS: readonly number[] = [
  1, -1, 0.5, 2, -0.5, -2, 0.25, 3, -0.25, -3, 1.5, -1.5, 0.75, 4, -0.75, -4,
];

/**
 * How much there is to read in a number: 0 comes first, then the short numbers in their order, then by the length of
 * its decimal form. Every step of a shrinker lowers the sum of these.
 */
export function complexity(value: number): number {
  if (Object.is(value, 0)) return 0;
  const index = SHORT_NUMBERS.indexOf(value);
  if (index >= 0) return 1 + index;
  return Number.isFinite(value) ? 100 * String(value).length + Math.min(99, Math.abs(Math.trunc(value))) : 10_000;
}

/** Simpler numbers to try in place of one, the likeliest to keep a failure first. */
export function* simplerNumbers(value: number): Generator<number> {
  const own = complexity(value);
  for (const candidate of new Set(candidates(value))) {
    if (complexity(candidate) < own) yield candidate;
  }
}

function* candidates(value: number): Generator<number> {
  if (Number.isFinite(value) && value !== 0) {
    yield Math.sign(value);
    yield -Math.sign(value);
    yield 0.5 * Math.sign(value);
    yield 2 * Math.sign(value);
  }
  yield 0;
  if (!Number.isFinite(value)) return;
  yield Math.round(value);
  yield Math.sign(value) * Math.ceil(Math.abs(value));
  yield Math.round(value * 10) / 10;
  yield Number(value.toPrecision(1));
  yield Number(value.toPrecision(2));
}
