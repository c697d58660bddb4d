import type { Head, OutputError } from './head.ts';

export function softmax(z: readonly number[]): readonly number[] {
  const most = Math.max(...z);
  const powers = z.map((x) => Math.exp(x - most));
  const total = powers.reduce((a, b) => a + b, 0);
  return powers.map((p) => p / total);
}

const bySoftmax =
  (of: (p: number, t: number, z: number) => number): OutputError =>
  (z, t) => {
    const mass = t.reduce((a, b) => a + b, 0);
    return softmax(z).map((p, k) => of(p * mass, t[k]!, z[k]!));
  };

/** Cross-entropy of a softmax with one class, or shares of classes. */
export const softmaxCrossEntropy: Head = {
  name: 'softmax cross-entropy',
  targets: 'shares',
  error: bySoftmax((p, t) => p - t),
  slips: [
    { kind: 'targets', says: 'the targets are not taken off the probabilities', error: bySoftmax((p) => p) },
    {
      kind: 'output-derivative',
      says: 'the logits stand where their softmax is due',
      error: bySoftmax((_, t, z) => z - t),
    },
    {
      kind: 'output-derivative',
      says: 'the exponentials of the logits are not divided by their sum',
      error: bySoftmax((_, t, z) => Math.exp(z) - t),
    },
    {
      kind: 'output-derivative',
      says: 'only the diagonal of the derivative of softmax is used',
      error: bySoftmax((p, t) => -t * (1 - p)),
    },
    {
      kind: 'output-derivative',
      says: 'the derivative of softmax is left out, -t/p alone goes back',
      error: bySoftmax((p, t) => (t === 0 ? 0 : -t / p)),
    },
    {
      kind: 'output-derivative',
      says: 'p (1 - p) is multiplied in, which the cross-entropy has cancelled',
      error: bySoftmax((p, t) => (p - t) * p * (1 - p)),
    },
  ],
};
