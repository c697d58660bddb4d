import fc from 'fast-check';
import { checkGradient } from '../../core/check-gradient.ts';
import { bugs } from '../bugs/index.ts';

const FACTOR = ['constant-factor'];
const ZERO = ['zero'];
const PARTS = ['lines-zero', 'zero'];

/**
 * The bugs of the corpus whose sort of cause a hypothesis covers, and what they are to be called. The others are wrong
 * formulas, sums over axes that are in no block, or states and infinities that are found before any number is compared.
 */
const COVERED: Readonly<Record<string, readonly string[]>> = {
  'sklearn-least-squares-factor-2': FACTOR,
  'so-softmax-cost-over-len-y': FACTOR,
  'deeplearningai-gradcheck-lab-db1-4-over-m': FACTOR,
  'deeplearningai-dZ1-extra-1-over-m': FACTOR,
  'dl4j-minibatch-1-divides-by-columns': FACTOR,
  'kvfrans-bias-mean-instead-of-sum': FACTOR,
  'sklearn-exponential-loss-sign': FACTOR,
  // The sign is wrong where a coefficient is negative, which may be everywhere.
  'mathjs-double-negation': ['lines-factor', ...FACTOR],
  'pytorch-compile-inplace-double-add': FACTOR,
  'cs231n-svm-reg-missing-2': ['regulariser', ...FACTOR],
  // One number is off by lambda / m.
  'coursera-ml-bias-regularised-with-ones': ['regulariser'],
  'primen-missing-activation-derivative': ['chain'],
  'mnist-nn-delta-uses-updated-weights': ['chain'],
  'primen-first-node-skipped': PARTS,
  'cppad-atan2-y-zero': PARTS,
  'jax-softplus-at-zero': PARTS,
  'tinygrad-asinh-at-zero': PARTS,
  'adnn-range-backward-reversed': ZERO,
  'slang-fmod-no-divisor-grad': ZERO,
  'pytorch-slice-scatter-passthrough-lost': ZERO,
  'dl4j-bias-update-skipped-minibatch-1': ZERO,
  'tinygrad-max-count-float16': ZERO,
};

/** How a bug was named in the first cases that show it. */
export interface NamedBug {
  readonly id: string;
  readonly shown: number;
  readonly named: number;
}

/** Looks at the first cases that show each of the covered bugs. */
export function namedBugs(cases: number, seed: number): readonly NamedBug[] {
  return bugs
    .filter(({ id }) => id in COVERED)
    .map((bug) => {
      const stated = fc
        .sample(bug.cases(), { seed, numRuns: 20 * cases })
        .map((point) => checkGradient({ loss: bug.loss, gradient: bug.wrong() }, point, { seed }))
        .filter(({ verdict }) => verdict === 'disagrees')
        .slice(0, cases)
        .map(({ diagnoses }) => diagnoses.map(({ kind }) => kind).filter((kind) => kind !== 'unknown'));
      const isNamed = (kinds: readonly string[]): boolean =>
        kinds.length > 0 && kinds.every((kind) => COVERED[bug.id]!.includes(kind));
      return { id: bug.id, shown: stated.length, named: stated.filter(isNamed).length };
    });
}
