import fc from 'fast-check';
import type { Control } from './control.ts';
import { decimal, factor, fields, input, list, size } from './draw.ts';
import { argMax, dot, sum } from './maths.ts';

interface Margin {
  readonly x: number[];
  readonly label: 1 | -1;
  /** Whether a margin of exactly 1 counts as violated. */
  readonly strict: boolean;
}

export const kinkHingeMargin: Control<number[], Margin> = {
  id: 'kink-hinge-margin',
  kind: 'kink',
  source: 'the SVM hinge at a margin of exactly 1 (CS231n, inline question 1)',
  problem: {
    loss: (w, { x, label }) => Math.max(0, 1 - label * dot(w, x)),
    gradient: (w, { x, label, strict }) => {
      const margin = 1 - label * dot(w, x);
      return x.map((value) => (margin > 0 || (margin === 0 && strict) ? -label * value : 0));
    },
  },
  // Whole numbers, so that dot(w, x) is exactly the label.
  cases: () =>
    fc
      .tuple(size(-3, 3), size(-3, 3), fc.constantFrom(1 as const, -1 as const), fc.boolean())
      .map(([a, b, label, strict]) => ({ params: [a, label - a * b], data: { x: [b, 1], label, strict } })),
};

interface Lasso {
  readonly X: number[][];
  readonly y: number[];
  readonly lambda: number;
  readonly signOf0: number;
}

export const kinkL1ZeroWeights: Control<number[], Lasso> = {
  id: 'kink-l1-regulariser-zero-weights',
  kind: 'kink',
  source: 'an L1 penalty on weights that start at 0, with sign(0) = 0 or 1',
  problem: {
    loss: (w, { X, y, lambda }) => sum(X.map((x, n) => (dot(w, x) - y[n]!) ** 2)) / 2 + lambda * sum(w.map(Math.abs)),
    gradient: (w, { X, y, lambda, signOf0 }) =>
      w.map((value, j) => {
        const fit = sum(X.map((x, n) => (dot(w, x) - y[n]!) * x[j]!));
        return fit + lambda * (value === 0 ? signOf0 : Math.sign(value));
      }),
  },
  cases: () =>
    fc.tuple(size(1, 4), size(1, 3)).chain(([m, n]) =>
      fields({
        params: list(n, fc.oneof(fc.constant(0), input())).map(([_first, ...others]) => [0, ...others]),
        data: fields({
          X: list(m, list(n, input())),
          y: list(m, input()),
          lambda: decimal(0.1, 2),
          signOf0: fc.constantFrom(0, 1),
        }),
      }),
    ),
};

interface Share {
  /** Whether ties share their gradient evenly, or the first takes it all. */
  readonly evenly: boolean;
}

export const kinkMaxTies: Control<number[], Share> = {
  id: 'kink-max-ties',
  kind: 'kink',
  source: 'ties of max: shared evenly by JAX and PyTorch amax, given to the first by argmax',
  problem: {
    loss: (x) => Math.max(...x),
    gradient: (x, { evenly }) => {
      const most = Math.max(...x);
      const ties = x.filter((value) => value === most).length;
      return x.map((value, i) => (evenly ? (value === most ? 1 / ties : 0) : i === argMax(x) ? 1 : 0));
    },
  },
  cases: () =>
    fc.tuple(size(2, 3), list(2, decimal(0, 1)), input(), fc.boolean()).map(([ties, lower, most, evenly]) => ({
      params: [...new Array<number>(ties).fill(most), ...lower.map((by) => most - by - 0.01)],
      data: { evenly },
    })),
};

export const kinkTotalVariation: Control<number[], undefined> = {
  id: 'kink-total-variation',
  kind: 'kink',
  source: 'total variation (Rudin, Osher and Fatemi 1992) over a flat stretch, with sign(0) = 0',
  problem: {
    loss: (x) => sum(x.map((value, i) => (i === 0 ? 0 : Math.abs(value - x[i - 1]!)))),
    gradient: (x) =>
      x.map((value, i) => {
        const before = i === 0 ? 0 : Math.sign(value - x[i - 1]!);
        return before + (i === x.length - 1 ? 0 : Math.sign(value - x[i + 1]!));
      }),
  },
  cases: () =>
    fc.tuple(size(2, 4), input(), list(2, input())).map(([flat, level, others]) => ({
      params: [...new Array<number>(flat).fill(level), ...others],
      data: undefined,
    })),
};

export const kinkNormAtZero: Control<Float64Array, undefined> = {
  id: 'kink-norm-at-zero',
  kind: 'kink',
  source: 'the Euclidean norm at the zero vector, gradient 0 by convention (pytorch#2421)',
  problem: {
    loss: (x) => Math.sqrt(dot(x, x)),
    gradient: (x) => {
      const norm = Math.sqrt(dot(x, x));
      return x.map((value) => (norm === 0 ? 0 : value / norm));
    },
  },
  cases: () => size(1, 4).map((length) => ({ params: new Float64Array(length), data: undefined })),
};

interface Windows {
  readonly cotangent: number[];
}

export const kinkOverlappingMaxima: Control<number[], Windows> = {
  id: 'kink-overlapping-maxima',
  kind: 'kink',
  source:
    'ties of maxima in overlapping windows under signed cotangents: outside of the slopes of single entries (Lee et al., NeurIPS 2020)',
  problem: {
    loss: (x, { cotangent }) => sum(cotangent.map((c, j) => c * Math.max(x[j]!, x[j + 1]!))),
    gradient: (x, { cotangent }) => {
      const gradient = x.map(() => 0);
      for (const [j, c] of cotangent.entries()) gradient[x[j]! >= x[j + 1]! ? j : j + 1]! += c;
      return gradient;
    },
  },
  cases: () =>
    size(1, 3).chain((windows) =>
      fields({
        params: fc.tuple(input(), list(windows - 1, input())).map(([tied, others]) => [tied, tied, ...others]),
        data: fields({ cotangent: list(windows, factor()) }),
      }),
    ),
};
