import { sigmoid } from '../../models/sigmoid.ts';
import { each, type Head } from './head.ts';

const slope = (z: number): number => sigmoid(z) * sigmoid(-z);

/** Cross-entropy of sigmoids, one for each output. */
export const sigmoidCrossEntropy: Head = {
  name: 'sigmoid cross-entropy',
  targets: 'shares',
  error: each((z, t) => sigmoid(z) - t),
  slips: [
    { kind: 'targets', says: 'the targets are not taken off the outputs', error: each((z) => sigmoid(z)) },
    {
      kind: 'output-derivative',
      says: 'the derivative of sigmoid is multiplied in, which the cross-entropy has cancelled',
      error: each((z, t) => (sigmoid(z) - t) * slope(z)),
    },
    {
      kind: 'output-derivative',
      says: 'the derivative of sigmoid is left out at the outputs',
      error: each((z, t) => (sigmoid(z) - t) / slope(z)),
    },
    {
      kind: 'output-derivative',
      says: 'the logits stand where their sigmoid is due',
      error: each((z, t) => z - t),
    },
    { kind: 'output-term', says: 'the term of (1 - y) is left out', error: each((z, t) => -t * sigmoid(-z)) },
    { kind: 'output-term', says: 'the term of y is left out', error: each((z, t) => (1 - t) * sigmoid(z)) },
  ],
};

/** Half the squared error of sigmoids. */
export const squaredErrorOfSigmoid: Head = {
  name: 'squared error of sigmoids',
  targets: 'shares',
  error: each((z, t) => (sigmoid(z) - t) * slope(z)),
  slips: [
    {
      kind: 'targets',
      says: 'the targets are not taken off the outputs',
      error: each((z) => sigmoid(z) * slope(z)),
    },
    {
      kind: 'output-derivative',
      says: 'the derivative of sigmoid is left out at the outputs',
      error: each((z, t) => sigmoid(z) - t),
    },
    {
      kind: 'output-derivative',
      says: 'the derivative of sigmoid is taken of its output',
      error: each((z, t) => (sigmoid(z) - t) * slope(sigmoid(z))),
    },
  ],
};

/** The logistic loss with targets -1 and 1. */
export const logisticOfSigns: Head = {
  name: 'log(1 + exp(-y z))',
  targets: 'signs',
  error: each((z, t) => -t * sigmoid(-t * z)),
  slips: [
    {
      kind: 'output-derivative',
      says: 'sigmoid(y z) stands where sigmoid(-y z) is due',
      error: each((z, t) => -t * sigmoid(t * z)),
    },
    { kind: 'targets', says: 'y is not multiplied in', error: each((z, t) => -sigmoid(-t * z)) },
  ],
};
