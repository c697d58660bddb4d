import normalFactory from '@stdlib/random-base-normal';
import { expect, test } from 'vitest';
import { type Tensor, tensor } from '../tensor.ts';
import { computeNumericalGradient } from './compute-numerical-gradient.ts';
import { denseNetwork } from './dense-network.ts';
import { denseNetworkWithInputs } from './dense-network-with-inputs.ts';
import type { DenseData, DenseDataWithoutInputs, DenseParams } from './dense-types.ts';
import torch from './fixtures/torch.json' with { type: 'json' };
import { relativeDifference } from './relative-difference.ts';

const lossNames = { bce: 'binary-cross-entropy', softmax_ce: 'softmax-cross-entropy', hinge: 'hinge' } as const;
const nets = torch.nets.map(({ X, W, b, y, activation, loss, lam, dW, db, dX, ...net }) => {
  const params: Record<string, Tensor> = {};
  const gradient: Record<string, Tensor> = {};
  W.forEach(({ shape, data }, l) => {
    params[`W${l + 1}`] = tensor(shape, data);
    params[`b${l + 1}`] = tensor(b[l]!.shape, b[l]!.data);
    gradient[`W${l + 1}`] = tensor(shape, dW[l]!.data);
    gradient[`b${l + 1}`] = tensor(b[l]!.shape, db[l]!.data);
  });
  const data = {
    X: tensor(X.shape, X.data),
    y: typeof y[0] === 'number' ? (y as number[]) : tensor([net.batch, (y[0] as number[]).length], y.flat()),
    activation,
    loss: lossNames[loss as keyof typeof lossNames],
    lambda: lam,
  } as DenseData;
  const title = `${net.sizes.join('-')} ${activation} ${loss}`;
  return { id: net.id, title, params, data, gradient, dX: tensor(dX.shape, dX.data), loss: net.total_loss };
});

test.for(nets)('network $id ($title) gives the loss and gradients of torch to 1e-12', (net) => {
  const { params, data, gradient, dX } = net;
  expect(Math.abs(denseNetwork.loss(params, data) / net.loss - 1)).toBeLessThan(1e-12);
  const analytic = denseNetwork.gradient(params, data);
  expect(Object.keys(analytic)).toEqual(Object.keys(params));
  const { X, ...rest } = data;
  const withX = { ...params, X };
  expect(denseNetworkWithInputs.loss(withX, rest)).toBe(denseNetwork.loss(params, data));
  const analyticWithX = denseNetworkWithInputs.gradient(withX, rest);
  for (const [name, expected] of Object.entries({ ...gradient, X: dX })) {
    expect(analyticWithX[name]!.shape).toEqual(expected.shape);
    expect(relativeDifference(analyticWithX[name]!.data, expected.data)).toBeLessThan(1e-12);
    if (name !== 'X') expect(analytic[name]).toEqual(analyticWithX[name]);
  }
});

const normal = normalFactory.factory(0, 1, { seed: 5 });
const randomTensor = (...shape: number[]): Tensor => ({ shape, data: tensor(shape).data.map(() => normal()) });
const labels = [2, 0, 1, 2];
const softLabels = tensor([4, 3], [1, 0, 0, 0.2, 0.3, 0.5, 0, 0, 0, 0.9, 0.9, 0.1]);
const heads = [
  { loss: 'binary-cross-entropy', y: softLabels },
  { loss: 'softmax-cross-entropy', y: labels },
  { loss: 'softmax-cross-entropy', y: softLabels },
  { loss: 'hinge', y: labels },
  { loss: 'squared-hinge', y: labels },
  { loss: 'squared-error', y: randomTensor(4, 3) },
] as const;
const activations = ['sigmoid', 'tanh', 'relu', 'leaky-relu', 'softplus', 'identity'] as const;
const combinations = activations.flatMap((activation) =>
  heads.flatMap((head) =>
    (['weights', 'all'] as const).map((regularise) => ({
      ...head,
      activation,
      regularise,
      lambda: 0.7,
      kind: 'shape' in head.y ? 'targets' : 'labels',
    })),
  ),
);

test.for(combinations)(
  '$activation, $loss against $kind, $regularise regularised agrees with central differences',
  ({ kind: _, ...data }) => {
    const params: Record<string, Tensor> = {
      X: randomTensor(4, 2),
      W1: randomTensor(5, 2),
      b1: randomTensor(5),
      W2: randomTensor(4, 5),
      b2: randomTensor(4),
      W3: randomTensor(3, 4),
      b3: randomTensor(3),
    };
    const gradient = denseNetworkWithInputs.gradient(params, data);
    expect(Object.keys(gradient)).toEqual(Object.keys(params));
    for (const [name, { shape, data: entries }] of Object.entries(params)) {
      const J = (moved: Float64Array): number =>
        denseNetworkWithInputs.loss({ ...params, [name]: { shape, data: moved } }, data);
      expect(relativeDifference(computeNumericalGradient(J, entries, 1e-5), gradient[name]!.data)).toBeLessThan(1e-8);
    }
  },
);

// One linear layer with W = 1 and b = 0 hands its input to the loss, so that each loss can be told apart by hand.
const through = (logits: number[], y: DenseData['y'], loss: DenseData['loss']): number => {
  const K = logits.length;
  const identity = Array.from({ length: K * K }, (_, p) => (p % (K + 1) === 0 ? 1 : 0));
  const params = { W1: tensor([K, K], identity), b1: tensor([K]) };
  return denseNetwork.loss(params, { X: tensor([1, K], logits), y, activation: 'relu', loss });
};

test('every loss is the formula of its name', () => {
  expect(through([2, 0], tensor([1, 2], [1, 1]), 'binary-cross-entropy')).toBeCloseTo(
    Math.log(1 + Math.exp(-2)) + Math.log(2),
    15,
  );
  expect(through([1, 2], [0], 'softmax-cross-entropy')).toBeCloseTo(Math.log(1 + Math.E), 15);
  expect(through([1, 2], tensor([1, 2], [0.5, 0.25]), 'softmax-cross-entropy')).toBeCloseTo(
    0.75 * Math.log(Math.E + Math.E ** 2) - 0.5 - 0.5,
    15,
  );
  expect(through([3, 1, 0.5], [1], 'hinge')).toBe(3.5);
  expect(through([3, 1, 0.5], [1], 'squared-hinge')).toBe(9.25);
  expect(through([3, 1], tensor([1, 2], [1, 0]), 'squared-error')).toBe(2.5);
});

test('every activation is the function of its name, on hidden layers only', () => {
  const outputs = activations.map((activation) => {
    const one = tensor([1, 1], [1]);
    const params = { W1: one, b1: tensor([1]), W2: one, b2: tensor([1]) };
    const X = tensor([2, 1], [1, -2]);
    const at = (i: number): number => {
      const data = { X: tensor([1, 1], [X.data[i]!]), y: tensor([1, 1]), activation, loss: 'squared-error' } as const;
      return (
        Math.sign(denseNetwork.gradient(params, data).b2!.data[0]!) * Math.sqrt(2 * denseNetwork.loss(params, data))
      );
    };
    return [at(0), at(1)];
  });
  const expected = [
    [1 / (1 + Math.exp(-1)), 1 / (1 + Math.exp(2))],
    [Math.tanh(1), Math.tanh(-2)],
    [1, 0],
    [1, -0.02],
    [Math.log(1 + Math.E), Math.log(1 + Math.exp(-2))],
    [1, -2],
  ];
  outputs.forEach((pair, k) => {
    expect(pair[0]).toBeCloseTo(expected[k]![0]!, 14);
    expect(pair[1]).toBeCloseTo(expected[k]![1]!, 14);
  });
});

test.for([
  ['relu', 0],
  ['leaky-relu', 0.01],
] as const)('the subgradient of %s at its kink is %s', ([activation, slope]) => {
  const one = tensor([1, 1], [1]);
  const params = { W1: one, b1: tensor([1]), W2: one, b2: tensor([1], [1]) };
  const data = { X: tensor([1, 1]), y: tensor([1, 1]), activation, loss: 'squared-error' } as const;
  expect(denseNetwork.gradient(params, data).b1!.data[0]).toBe(slope);
});

test('NaN in a parameter comes out as a NaN loss, through every activation and loss', () => {
  for (const { kind: _, ...rest } of combinations) {
    const data = { ...rest, lambda: 0 };
    const params = { W1: tensor([1, 1], [NaN]), b1: tensor([1]), W2: randomTensor(3, 1), b2: tensor([3]) };
    expect(denseNetwork.loss(params, { ...data, X: randomTensor(4, 1) })).toBeNaN();
  }
});

test('lambda defaults to 0 and only the weights are regularised by default', () => {
  const params = { W1: tensor([1, 1], [3]), b1: tensor([1], [5]) };
  const data = { X: tensor([1, 1]), y: [0], activation: 'relu', loss: 'hinge' } as const;
  expect(denseNetwork.loss(params, data)).toBe(0);
  expect(denseNetwork.loss(params, { ...data, lambda: 2 })).toBe(9);
  expect(denseNetwork.loss(params, { ...data, lambda: 2, regularise: 'all' })).toBe(34);
});

const W1 = tensor([5, 2]);
const b1 = tensor([5]);
const W2 = tensor([3, 5]);
const b2 = tensor([3]);
const good = { W1, b1, W2, b2 };
const goodData: DenseData = { X: tensor([4, 2]), y: labels, activation: 'relu', loss: 'hinge' };
test.for([
  ['W2 is [3, 4], expected [n2, 5]: its columns are the rows of W1', { ...good, W2: tensor([3, 4]) }, goodData],
  ['W1 is [5, 3], expected [n1, 2]: its columns are those of X', { ...good, W1: tensor([5, 3]) }, goodData],
  ['b2 is [5], expected [3]: one bias per row of W2', { ...good, b2: b1 }, goodData],
  ['b2 is [3, 1], expected [3]: one bias per row of W2', { ...good, b2: tensor([3, 1]) }, goodData],
  ['b1 is missing: params has W1, W2, b2', { W1, W2, b2 }, goodData],
  ['unknown block W3, expected W1, b1, counted without gaps', { W1, b1, W3: W2, b3: b2 }, goodData],
  ['y[3] is 3, expected an integer in 0..2', good, { ...goodData, y: [0, 1, 2, 3] }],
  ['y has 3 labels, expected 4: one per row of X', good, { ...goodData, y: [0, 1, 2] }],
  ['y is a tensor, expected a list of 4 class labels for hinge', good, { ...goodData, y: softLabels }],
  [
    'y is no tensor, expected a tensor [4, 3] of targets for squared-error',
    good,
    { ...goodData, loss: 'squared-error' },
  ],
  ['y is [3, 4], expected [4, 3]', good, { ...goodData, loss: 'squared-error', y: tensor([3, 4]) }],
  ['y is undefined, expected a list of 4 class labels', good, { ...goodData, y: undefined }],
  ['activation is "gelu", expected one of sigmoid, tanh', good, { ...goodData, activation: 'gelu' }],
  ['loss is "toString", expected one of binary-cross-entropy', good, { ...goodData, loss: 'toString' }],
  ["regularise is \"bias\", expected 'weights' or 'all'", good, { ...goodData, regularise: 'bias' }],
  ['lambda is Infinity, expected a finite number >= 0', good, { ...goodData, lambda: Infinity }],
] as const)('rejects a bad case: %s', ([message, params, data]) => {
  for (const call of [denseNetwork.loss, denseNetwork.gradient, denseNetwork.frozen]) {
    expect(() => call(params as unknown as DenseParams, data as unknown as DenseData)).toThrow(message);
  }
  const { X, ...rest } = data;
  const { loss, gradient, frozen } = denseNetworkWithInputs;
  for (const call of [loss, gradient, frozen]) {
    const withX = { ...params, X } as unknown as DenseParams;
    expect(() => call(withX, rest as unknown as DenseDataWithoutInputs)).toThrow(message.replace(/, counted.*/, ''));
  }
});

test('inputs as parameters must be there', () => {
  const { X: _, ...rest } = goodData;
  expect(() => denseNetworkWithInputs.loss(good, rest)).toThrow('X is missing: params has W1, b1, W2, b2');
  expect(() => denseNetwork.loss({ ...good, X: goodData.X }, goodData)).toThrow('unknown block X');
});
