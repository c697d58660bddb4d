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
  ];
}
