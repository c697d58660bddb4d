import fc from 'fast-check';
import { sigmoid } from '../../core/models/sigmoid.ts';
import { softplus } from '../../core/models/softplus.ts';
import type { Control } from './control.ts';
import { decimal, factor, fields, input, list, size, vector } from './draw.ts';
import { dot, sum } from './maths.ts';

interface Upstream {
  readonly cotangent: number[];
}

export const spikeSurrogate: Control<number[], Upstream> = {
  id: 'intentional-spike-surrogate',
  kind: 'convention',
  source:
    'jeshraghian/snntorch: a Heaviside forward pass with the gradient of a sigmoid; checked as the sigmoid it stands for',
  problem: {
    loss: (x, { cotangent }) =>
      dot(
        cotangent,
        x.map((value) => sigmoid(25 * value)),
      ),
    gradient: (x, { cotangent }) =>
      x.map((value, i) => cotangent[i]! * 25 * sigmoid(25 * value) * sigmoid(-25 * value)),
  },
  cases: () =>
    size(1, 4).chain((length) =>
      fields({ params: list(length, decimal(-1, 1)), data: fields({ cotangent: list(length, factor()) }) }),
    ),
};

interface Domains {
  readonly label: number;
  readonly domain: number;
  readonly lambda: number;
  readonly heads: { readonly task: number; readonly domain: number };
}

const logistic = (z: number, target: number): number => softplus(z) - target * z;

export const gradientReversal: Control<{ readonly feature: number }, Domains> = {
  id: 'intentional-gradient-reversal',
  kind: 'convention',
  source: 'Ganin and Lempitsky 2015: what the features minimise is the task loss less lambda times the domain loss',
  problem: {
    loss: ({ feature }, { label, domain, lambda, heads }) =>
      logistic(heads.task * feature, label) - lambda * logistic(heads.domain * feature, domain),
    gradient: ({ feature }, { label, domain, lambda, heads }) => ({
      feature:
        heads.task * (sigmoid(heads.task * feature) - label) -
        lambda * heads.domain * (sigmoid(heads.domain * feature) - domain),
    }),
  },
  cases: () =>
    fields({
      params: fields({ feature: input() }),
      data: fields({
        label: fc.constantFrom(0, 1),
        domain: fc.constantFrom(0, 1),
        lambda: decimal(0.1, 2),
        heads: fields({ task: factor(), domain: factor() }),
      }),
    }),
};

export const expm1Prime: Control<number[], Upstream> = {
  id: 'blind-expm1-prime',
  kind: 'blind',
  source: 'google/jax#39794: expm1(x) + 1 for exp(x), off by half a unit of 1, which no difference of losses shows',
  problem: {
    loss: (x, { cotangent }) => dot(cotangent, x.map(Math.expm1)),
    gradient: (x, { cotangent }) => x.map((value, i) => cotangent[i]! * (Math.expm1(value) + 1)),
  },
  cases: () =>
    size(1, 4).chain((length) =>
      fields({
        params: list(length, input(-40, -17, -700)),
        data: fields({ cotangent: list(length, factor()) }),
      }),
    ),
};

/** A gradient that must not touch what it was given: its work is done on a copy. */
export const forwardOnACopy: Control<Float64Array, undefined> = {
  id: 'hazard-forward-mutates-copy',
  kind: 'hazard',
  source: 'deeplearning4j#364: activations in place, here on a copy',
  problem: {
    loss: (x) => {
      const z = x.slice();
      for (let i = 0; i < z.length; i++) z[i] = Math.tanh(z[i]!);
      return sum(z);
    },
    gradient: (x) => x.map((value) => 1 - Math.tanh(value) ** 2),
  },
  cases: () => size(1, 4).chain((length) => fields({ params: vector(length), data: fc.constant(undefined) })),
};

const outputs = new Map<number, Float64Array>();
const gradients = new Map<number, Float64Array>();

/** The buffer of a size, the same one at every call. */
function bufferOf(buffers: Map<number, Float64Array>, length: number): Float64Array {
  const known = buffers.get(length) ?? new Float64Array(length);
  buffers.set(length, known);
  return known;
}

export const forwardReturnsView: Control<Float64Array, undefined> = {
  id: 'hazard-forward-returns-view',
  kind: 'hazard',
  source: 'chainer/chainer#488: a forward and a backward pass that return the same buffer at every call',
  problem: {
    forward: (x) => {
      const y = bufferOf(outputs, x.length);
      for (let i = 0; i < x.length; i++) y[i] = Math.tanh(x[i]!);
      return y;
    },
    vjp: (x, cotangent) => {
      const gradient = bufferOf(gradients, x.length);
      const upstream = cotangent as Float64Array;
      for (let i = 0; i < x.length; i++) gradient[i] = upstream[i]! * (1 - Math.tanh(x[i]!) ** 2);
      return gradient;
    },
  },
  cases: () => size(1, 4).chain((length) => fields({ params: vector(length), data: fc.constant(undefined) })),
};

let cached: { readonly key: string; readonly value: number; readonly gradient: number[] } | undefined;

export const memoByValue: Control<number[], undefined> = {
  id: 'hazard-memo-by-value',
  kind: 'hazard',
  source: 'loss and gradient that share their last forward pass, found again by the values of the parameters',
  problem: {
    valueAndGradient: (x) => {
      const key = x.join();
      cached =
        cached?.key === key ? cached : { key, value: sum(x.map((v) => v ** 4)), gradient: x.map((v) => 4 * v ** 3) };
      return { value: cached.value, gradient: cached.gradient };
    },
  },
  cases: () => size(1, 4).chain((length) => fields({ params: list(length, input()), data: fc.constant(undefined) })),
};
