import type { Dim } from './dims.ts';
import type { TensorArbitrary } from './field.ts';
import { tensor } from './tensor.ts';

/**
 * Scores before a softmax or sigmoid: ordinary ones, ties, all of them equal, saturated, and beyond ±710 where exp overflows.
 *
 * @example
 * const drawn = fc.sample(logits('m', 'k'), { seed: 1, numRuns: 100 });
 * drawn.some(({ data }) => data.some((x) => x > 710)); // true
 * drawn.some(({ data }) => data.length > 1 && data.every((x) => x === data[0])); // true
 */
export function logits<const S extends readonly Dim[]>(...shape: S): TensorArbitrary<S['length']> {
  return tensor(shape, ['decimals', 'normal', 'ties', 'equal', 'wide', 'huge']);
}
