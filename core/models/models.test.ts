import { expect, test } from 'vitest';
import { tensor } from '../tensor.ts';
import { denseNetwork } from './dense-network.ts';
import { denseNetworkWithInputs } from './dense-network-with-inputs.ts';
import { hingeClassifier } from './hinge-classifier.ts';
import { linear1d } from './linear1d.ts';
import type { Model } from './model.ts';
import { plantedReluNetwork } from './planted-relu-network.ts';
import { reluNetwork } from './relu-network.ts';
import { sigmoidNetwork } from './sigmoid-network.ts';
import { softmaxClassifier } from './softmax-classifier.ts';

const some = (...shape: number[]) => ({ shape, data: tensor(shape).data.map((_, p) => Math.sin(p + 1)) });
interface Entry {
  readonly model: Model<never, never>;
  readonly params: unknown;
  readonly data: unknown;
  readonly other: { readonly params: unknown; readonly data: unknown };
}
function entry<P, D>(model: Model<P, D>, params: P, data: D, otherParams: P, otherData: D): Entry {
  return { model, params, data, other: { params: otherParams, data: otherData } } as unknown as Entry;
}

const W = { W: some(3, 3) };
const linear = { X: some(4, 2), y: [0, 1, 2, 2], lambda: 0.5 };
const dense = { W1: some(3, 2), b1: some(3), W2: some(2, 3), b2: some(2) };
const denseData = { y: [0, 1, 1], activation: 'tanh', loss: 'softmax-cross-entropy', lambda: 0.1 } as const;
const relu = { W1: some(3, 2), b1: some(3, 1), W2: some(1, 3), b2: some(1, 1) };
const reluOther = { W1: some(5, 2), b1: some(5, 1), W2: some(1, 5), b2: some(1, 1) };
const theta = { Theta1: some(3, 3), Theta2: some(2, 4) };
const thetaOther = { Theta1: some(6, 3), Theta2: some(2, 7) };
const entries: Entry[] = [
  entry(linear1d, 4, { x: 2 }, 3, { x: 5 }),
  entry(softmaxClassifier, W, linear, { W: some(3, 5) }, linear),
  entry(hingeClassifier, W, linear, { W: some(3, 5) }, linear),
  entry(sigmoidNetwork, theta, { X: some(3, 2), y: [1, 2, 2], lambda: 1 }, thetaOther, {
    X: some(7, 2),
    y: [1, 2, 2, 1, 1, 1, 2],
    lambda: 0,
  }),
  entry(reluNetwork, relu, { X: some(2, 3), Y: [0, 1, 1] }, reluOther, { X: some(2, 2), Y: [1, 0] }),
  entry(plantedReluNetwork, relu, { X: some(2, 3), Y: [0, 1, 1] }, reluOther, { X: some(2, 2), Y: [1, 0] }),
  entry(
    denseNetwork,
    dense,
    { ...denseData, X: some(3, 2) },
    { W1: some(4, 9), b1: some(4) },
    { ...denseData, X: some(3, 9) },
  ),
  entry(
    denseNetworkWithInputs,
    { X: some(3, 2), ...dense },
    denseData,
    { W1: some(4, 9), b1: some(4), X: some(3, 9) },
    {
      ...denseData,
    },
  ),
];
const titled = entries.map((e) => ({ ...e, name: e.model.name }));

test.for(titled)('$name changes neither parameters nor data', ({ model, params, data }) => {
  const before = structuredClone({ params, data });
  model.loss(params as never, data as never);
  model.gradient(params as never, data as never);
  model.frozen?.(params as never, data as never)(params as never);
  expect({ params, data }).toEqual(before);
});

test.for(titled)(
  '$name hands out a gradient that later calls leave alone, and gives it again',
  ({ model, params, data, other }) => {
    const loss = model.loss(params as never, data as never);
    const gradient: unknown = model.gradient(params as never, data as never);
    const kept = structuredClone(gradient);
    for (const at of titled) {
      at.model.gradient(at.other.params as never, at.other.data as never);
      at.model.loss(at.other.params as never, at.other.data as never);
    }
    model.gradient(other.params as never, other.data as never);
    expect(gradient).toEqual(kept);
    expect(model.loss(params as never, data as never)).toBe(loss);
    expect(model.gradient(params as never, data as never)).toEqual(kept);
  },
);

test.for(titled)('$name gives a gradient of the shape and key order of its parameters', ({ model, params, data }) => {
  const shapes = (tree: unknown): unknown =>
    typeof tree === 'number'
      ? 'number'
      : Object.entries(tree as typeof dense).map(([k, t]) => [k, t.shape, t.data.length]);
  expect(shapes(model.gradient(params as never, data as never))).toEqual(shapes(params));
});
