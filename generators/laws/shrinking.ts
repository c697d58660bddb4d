import fc from 'fast-check';
import { uniformSource } from '../../core/random.ts';
import { drawn } from './drawn.ts';
import { LawError, type LawOptions } from './law-options.ts';

/** Steps of one descent, and candidates looked at in each. */
const STEPS = 2000;
const CANDIDATES = 100;

/**
 * Every value drawn and every candidate of shrinking is valid, and shrinking ends: on random ways down each step is smaller,
 * or where no size is given, no value comes twice.
 *
 * @throws LawError naming the step that breaks it.
 * @example
 * assertShrinking(fc.integer(), { isValid: Number.isInteger, size: Math.abs });
 */
export function assertShrinking<T>(arbitrary: fc.Arbitrary<T>, options: LawOptions<T> = {}): void {
  const { isValid = () => true, seed = 1, numRuns = 50 } = options;
  const uniform = uniformSource(seed);
  for (const [i, start] of drawn(arbitrary, seed, numRuns).entries()) {
    // Every second way down is that of a stored value, if there is one.
    const stored = i % 2 === 1 && arbitrary.canShrinkWithoutContext(start.value);
    if (!isValid(start.value))
      throw new LawError('values in the domain', seed, start.value, 'a drawn value is not valid');
    const seen = new Set([fc.stringify(start.value)]);
    for (let at = start, step = 0; ; step++) {
      if (step === STEPS) throw new LawError('shrinking ends', seed, start.value, `not after ${STEPS} steps`);
      const candidates = [...arbitrary.shrink(at.value, stored ? undefined : at.context).take(CANDIDATES)];
      for (const { value } of candidates) {
        if (!isValid(value))
          throw new LawError('shrinks in the domain', seed, value, `it came from ${fc.stringify(at.value)}`);
        if (options.size !== undefined && !isLess(options.size(value), options.size(at.value)))
          throw new LawError('shrinks get smaller', seed, value, `it came from ${fc.stringify(at.value)}`);
      }
      const next = candidates[Math.floor(uniform() * candidates.length)];
      if (next === undefined) break;
      const printed = fc.stringify(next.value);
      if (seen.has(printed)) throw new LawError('shrinking ends', seed, next.value, 'the value came a second time');
      seen.add(printed);
      at = next;
    }
  }
}

function isLess(a: number | readonly number[], b: number | readonly number[]): boolean {
  const [left, right] = [[a].flat(), [b].flat()];
  const first = left.findIndex((value, i) => value !== right[i]);
  return first >= 0 && left[first]! < right[first]!;
}
