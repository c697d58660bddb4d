import { each, type Head } from './head.ts';
import { hinge, hingeOfSigns } from './hinge-heads.ts';
import { logisticOfSigns, sigmoidCrossEntropy, squaredErrorOfSigmoid } from './sigmoid-heads.ts';
import { softmaxCrossEntropy } from './softmax-head.ts';

const squaredError: Head = {
  name: 'squared error',
  targets: 'numbers',
  error: each((z, t) => z - t),
  slips: [{ kind: 'targets', says: 'the targets are not taken off the outputs', error: each((z) => z) }],
};

const absoluteError: Head = {
  name: 'absolute error',
  targets: 'numbers',
  error: each((z, t) => Math.sign(z - t)),
  slips: [{ kind: 'output-term', says: 'the error itself stands where its sign is due', error: each((z, t) => z - t) }],
};

const poisson: Head = {
  name: 'Poisson loss of exp(z)',
  targets: 'numbers',
  error: each((z, t) => Math.exp(z) - t),
  slips: [
    { kind: 'targets', says: 'the targets are not taken off the rates', error: each((z) => Math.exp(z)) },
    {
      kind: 'output-derivative',
      says: 'the logits stand where their exponential is due',
      error: each((z, t) => z - t),
    },
  ],
};

const logCosh: Head = {
  name: 'log cosh of the error',
  targets: 'numbers',
  error: each((z, t) => Math.tanh(z - t)),
  slips: [
    { kind: 'output-derivative', says: 'the error itself goes back, not its tanh', error: each((z, t) => z - t) },
  ],
};

/** The Huber loss, or smooth absolute error, quadratic up to the given error. */
function huber(delta: number): Head {
  const cut = (x: number): number => Math.max(-delta, Math.min(delta, x));
  return {
    name: delta === 1 ? 'Huber loss' : `Huber loss of ${delta}`,
    targets: 'numbers',
    error: each((z, t) => cut(z - t)),
    slips: [
      { kind: 'targets', says: 'the targets are not taken off the outputs', error: each((z) => cut(z)) },
      { kind: 'output-term', says: 'large errors are not cut off', error: each((z, t) => z - t) },
      {
        kind: 'output-term',
        says: 'of small errors the sign alone goes back',
        error: each((z, t) => delta * Math.sign(z - t)),
      },
    ],
  };
}

/**
 * The losses that are tried, the usual ones first.
 *
 * @param numbers - Numbers of the case: positive ones may be the margin of a hinge.
 */
export function headsOf(numbers: readonly number[]): readonly Head[] {
  const own = [...new Set(numbers)].filter((x) => x > 0 && x !== 1).slice(0, 3);
  const margins = [1, ...own];
  const tried = [0, 0.1, 0.5, 1, 2, ...own];
  return [
    softmaxCrossEntropy,
    sigmoidCrossEntropy,
    squaredError,
    ...margins.map((margin) => hinge(margin, tried, 1)),
    squaredErrorOfSigmoid,
    ...margins.map((margin) => hinge(margin, tried, 2)),
    logisticOfSigns,
    ...margins.map(hingeOfSigns),
    absoluteError,
    poisson,
    ...margins.map(huber),
    logCosh,
  ];
}
