import { sigmoid } from '../../models/sigmoid.ts';
import type { Table } from './table.ts';

/** The error that a loss sends back from one example: from its logits and targets, one number an output. */
export type OutputError = (z: readonly number[], t: readonly number[]) => readonly number[];

/** A loss on top of a network, but for its constant factor. */
export interface Head {
  readonly name: string;
  readonly error: OutputError;
  /** Mistakes that are made in this error. */
  readonly slips: readonly HeadSlip[];
  /** What its targets are: shares of classes from 0 to 1, one class an example, -1 or 1, or any numbers. */
  readonly targets: 'shares' | 'one-hot' | 'signs' | 'numbers';
}

/** A mistake in the error of the outputs. */
export interface HeadSlip {
  readonly kind: string;
  readonly says: string;
  readonly error: OutputError;
}

const each =
  (of: (z: number, t: number) => number): OutputError =>
  (z, t) =>
    z.map((x, k) => of(x, t[k]!));
const slope = (z: number): number => sigmoid(z) * sigmoid(-z);
const classOf = (t: readonly number[]): number => t.indexOf(Math.max(...t));

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

const squaredError: Head = {
  name: 'squared error',
  targets: 'numbers',
  error: each((z, t) => z - t),
  slips: [{ kind: 'targets', says: 'the targets are not taken off the outputs', error: each((z) => z) }],
};

const squaredErrorOfSigmoid: Head = {
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

const absoluteError: Head = {
  name: 'absolute error',
  targets: 'numbers',
  error: each((z, t) => Math.sign(z - t)),
  slips: [{ kind: 'output-term', says: 'the error itself stands where its sign is due', error: each((z, t) => z - t) }],
};

const logisticOfSigns: Head = {
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

/** Hinge of one output with targets -1 and 1. */
function hingeOfSigns(margin: number): Head {
  return {
    name: margin === 1 ? 'max(0, 1 - y z)' : `max(0, ${margin} - y z)`,
    targets: 'signs',
    error: each((z, t) => (margin - t * z > 0 ? -t : 0)),
    slips: [
      { kind: 'hinge', says: 'examples beyond the margin are counted as well', error: each((_, t) => -t) },
      {
        kind: 'hinge-margin',
        says: `the gradient has margin 0, the loss ${margin}`,
        error: each((z, t) => (t * z < 0 ? -t : 0)),
      },
    ],
  };
}

/** The error of a hinge over classes: what each class but the right one pushes, and what the right one is pulled by. */
function overClasses(
  margin: number,
  push: (excess: number) => number,
  pull: (pushes: number, count: number) => number,
  ofRight = 0,
): OutputError {
  return (z, t) => {
    const right = classOf(t);
    const pushes = z.map((x, k) => {
      const excess = x - z[right]! + margin;
      return k !== right && excess > 0 ? push(excess) : 0;
    });
    const count = pushes.filter((x) => x > 0).length;
    const total = pushes.reduce((a, b) => a + b, 0);
    return pushes.map((x, k) => (k === right ? pull(total, count) + ofRight * push(margin) : x));
  };
}

function hinge(margin: number, others: readonly number[], power: 1 | 2): Head {
  const push = power === 1 ? () => 1 : (excess: number): number => 2 * excess;
  const pull = (total: number): number => -total;
  return {
    name: `${power === 1 ? 'hinge' : 'squared hinge'}${margin === 1 ? '' : ` with margin ${margin}`}`,
    targets: 'one-hot',
    error: overClasses(margin, push, pull),
    slips: [
      { kind: 'hinge', says: 'the right class is counted among the others', error: overClasses(margin, push, pull, 1) },
      {
        kind: 'hinge',
        says: 'the right class is counted among the others, and pulled back by one more',
        error: overClasses(margin, push, pull, -1),
      },
      {
        kind: 'hinge',
        says: 'the right class lacks its part, minus what the others are pushed by',
        error: overClasses(margin, push, () => 0),
      },
      {
        kind: 'hinge',
        says: 'the right class is pulled once, not once for every class within the margin',
        error: overClasses(margin, push, (_, count) => (count > 0 ? -1 : 0)),
      },
      {
        kind: 'hinge',
        says: 'the right class is pulled the wrong way',
        error: overClasses(margin, push, (total) => total),
      },
      ...(power === 2
        ? [
            {
              kind: 'hinge',
              says: 'the excess over the margin is not multiplied in',
              error: overClasses(
                margin,
                () => 1,
                (total) => -total,
              ),
            },
          ]
        : []),
      ...others
        .filter((other) => other !== margin)
        .map((other) => ({
          kind: 'hinge-margin',
          says: `the gradient has margin ${other}, the loss ${margin}`,
          error: overClasses(other, push, pull),
        })),
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
  ];
}

/** Whether targets are what a loss compares with. */
export function suits({ targets }: Head, values: Table, oneHot: boolean): boolean {
  if (targets === 'numbers' || oneHot) return targets !== 'signs';
  if (targets === 'one-hot') return false;
  return values.every((row) => row.every((t) => (targets === 'signs' ? Math.abs(t) === 1 : t >= 0 && t <= 1)));
}
