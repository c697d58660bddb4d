import fc from 'fast-check';
import type { Control } from './control.ts';
import { factor, fields, input, list, size } from './draw.ts';
import { dot } from './maths.ts';

interface Elements {
  readonly cotangent: number[];
  /** What the derivative is said to be at the kink. */
  readonly atKink: number;
}

/** A function of single elements with a kink; every case has an element there. */
function kinked(
  id: string,
  source: string,
  kink: { readonly at: number; readonly claims: readonly number[] },
  value: (x: number) => number,
  derivative: (x: number) => number,
): Control<number[], Elements> {
  return {
    id,
    kind: 'kink',
    source,
    problem: {
      loss: (x, { cotangent }) => dot(cotangent, x.map(value)),
      gradient: (x, { cotangent, atKink }) =>
        x.map((one, i) => cotangent[i]! * (one === kink.at ? atKink : derivative(one))),
    },
    cases: () =>
      size(1, 4).chain((length) =>
        fields({
          params: list(length - 1, input()).map((others) => [kink.at, ...others]),
          data: fields({ cotangent: list(length, factor()), atKink: fc.constantFrom(...kink.claims) }),
        }),
      ),
  };
}

export const kinkRelu0: Control<number[], Elements> = kinked(
  'kink-relu-0',
  "relu'(0) = 0 by convention; jax#37821 has 0.5 for max(x, 0)",
  { at: 0, claims: [0, 0.5, 1] },
  (x) => Math.max(0, x),
  (x) => (x > 0 ? 1 : 0),
);

export const kinkLeakyRelu0: Control<number[], Elements> = kinked(
  'kink-leakyrelu-0',
  'PyTorch: the negative slope at 0',
  { at: 0, claims: [0.01, 1] },
  (x) => (x > 0 ? x : 0.01 * x),
  (x) => (x > 0 ? 1 : 0.01),
);

export const kinkClipInclusive: Control<number[], Elements> = kinked(
  'kink-clip-inclusive',
  'tfjs-core#1076 (>= and <= since e916556be); pytorch#7002',
  { at: 1, claims: [0, 1] },
  (x) => Math.min(1, Math.max(-0.75, x)),
  (x) => (x > -0.75 && x < 1 ? 1 : 0),
);

export const kinkRelu6Top: Control<number[], Elements> = kinked(
  'kink-relu6-top',
  'relu6 at 6: 0 or 1, by whether the comparison is strict',
  { at: 6, claims: [0, 1] },
  (x) => Math.min(6, Math.max(0, x)),
  (x) => (x > 0 && x < 6 ? 1 : 0),
);

export const kinkAbs0: Control<number[], Elements> = kinked(
  'kink-abs-0',
  'sign(0) is 0 almost everywhere, 1 or -1 in a few libraries',
  { at: 0, claims: [0, 1, -1] },
  Math.abs,
  Math.sign,
);

export const kinkPinball: Control<number[], Elements> = kinked(
  'kink-pinball-0',
  'quantile regression (Koenker and Bassett 1978) where a prediction is exact',
  { at: 0, claims: [0, -0.1, 0.9] },
  (x) => Math.max(0.9 * x, -0.1 * x),
  (x) => (x > 0 ? 0.9 : -0.1),
);

export const kinkSoftShrink: Control<number[], Elements> = kinked(
  'kink-soft-shrink',
  'softshrink at its threshold',
  { at: 0.5, claims: [0, 1] },
  (x) => Math.sign(x) * Math.max(0, Math.abs(x) - 0.5),
  (x) => (Math.abs(x) > 0.5 ? 1 : 0),
);

export const kinkElu: Control<number[], Elements> = kinked(
  'kink-elu-alpha-2',
  'ELU is smooth at 0 only for an alpha of 1',
  { at: 0, claims: [1, 2] },
  (x) => (x > 0 ? x : 2 * Math.expm1(x)),
  (x) => (x > 0 ? 1 : 2 * Math.exp(x)),
);
