import normalFactory from '@stdlib/random-base-normal';
import { expect, test } from 'vitest';
import { type Tensor, tensor } from '../tensor.ts';
import { computeNumericalGradient } from './compute-numerical-gradient.ts';
import { denseNetwork } from './dense-network.ts';
import { dictionaryToVector } from './dictionary-to-vector.ts';
import nd from './fixtures/nd.json' with { type: 'json' };
import { plantedReluNetwork } from './planted-relu-network.ts';
import { relativeDifference } from './relative-difference.ts';
import { reluNetwork } from './relu-network.ts';
import { reluNetworkCostNaive } from './relu-network-cost-naive.ts';
import type { ReluNetworkData, ReluNetworkParams } from './relu-network-types.ts';
import { vectorToDictionary } from './vector-to-dictionary.ts';

const blocks = ['W1', 'b1', 'W2', 'b2', 'W3', 'b3'] as const;
const params: ReluNetworkParams = Object.fromEntries(
  blocks.map((name) => [name, tensor(nd.params[name].shape, nd.params[name].data)]),
);
const data: ReluNetworkData = { X: tensor(nd.X.shape, nd.X.data), Y: nd.Y };
const theta = dictionaryToVector(params);
const correct = dictionaryToVector(reluNetwork.gradient(params, data));
const planted = dictionaryToVector(plantedReluNetwork.gradient(params, data));
const naive = numeric(reluNetworkCostNaive, 1e-7);

function numeric(cost: typeof reluNetwork.loss, epsilon: number): Float64Array {
  return computeNumericalGradient((vector) => cost(vectorToDictionary(vector, params), data), theta, epsilon);
}

function scaled(factors: Readonly<Record<string, number>>): Float64Array {
  const gradient = reluNetwork.gradient(params, data);
  return dictionaryToVector(
    Object.fromEntries(
      blocks.map((name) => {
        const { shape, data: entries } = gradient[name]!;
        return [
          name,
          tensor(
            shape,
            entries.map((entry) => (factors[name] ?? 1) * entry),
          ),
        ];
      }),
    ),
  );
}

test('both costs are 2.407833389834357 on the data of the notebook', () => {
  expect(Math.abs(reluNetwork.loss(params, data) / nd.cost - 1)).toBeLessThan(1e-14);
  expect(Math.abs(reluNetworkCostNaive(params, data) / nd.cost - 1)).toBeLessThan(1e-14);
});

test('the gradient is that of NumPy, and of mpmath with 300 bits', () => {
  const gradient = reluNetwork.gradient(params, data);
  for (const name of blocks) expect(relativeDifference(gradient[name]!.data, nd.grad[name])).toBeLessThan(1e-14);
  expect(relativeDifference(correct, nd.exact.grad)).toBeLessThan(1e-14);
});

test('the planted gradient is that of the notebook, wrong in W2 and b1 only', () => {
  const gradient = plantedReluNetwork.gradient(params, data);
  for (const name of blocks) expect(relativeDifference(gradient[name]!.data, nd.grad_bug[name])).toBeLessThan(1e-14);
  expect([...planted]).toEqual([...scaled({ W2: 2, b1: 4 })]);
  expect(plantedReluNetwork.loss(params, data)).toBe(reluNetwork.loss(params, data));
});

test('the notebook check at eps 1e-7 gives 1.19e-7 for the correct gradient', () => {
  expect(relativeDifference(correct, naive).toExponential(2)).toBe('1.19e-7');
});

test('the notebook check at eps 1e-7 gives 0.28509315678 for the planted one, 0.285093156776 by plain loops', () => {
  const difference = relativeDifference(planted, naive);
  for (const variant of nd.rounding_variants.slice(0, 7)) {
    expect(Math.abs(difference - Number.parseFloat(String(variant.buggy)))).toBeLessThan(1e-8);
  }
  expect(Math.abs(difference - 0.28509315678)).toBeLessThan(1e-11);
  expect(difference.toFixed(12)).toBe('0.285093156776');
});

test('with the exact gradient the planted one differs by 0.28509314918', () => {
  expect(relativeDifference(planted, nd.exact.grad).toFixed(11)).toBe('0.28509314918');
  expect(Math.abs(relativeDifference(planted, nd.exact.grad) - nd.exact.diff_buggy)).toBeLessThan(1e-14);
});

test.for([
  ['dW2*2 only', { W2: 2 }, 0.17344196870663495],
  ['db1*4 only', { b1: 4 }, 0.2544229714735623],
] as const)('%s differs as recorded', ([name, factors, recorded]) => {
  expect(recorded).toBe(nd.single_bugs[name]);
  expect(Math.abs(relativeDifference(scaled(factors), naive) - recorded)).toBeLessThan(1e-8);
});

test('the correct gradient fails the rule "< 1e-7" by rounding only: the stable cost passes a hundredfold better', () => {
  expect(relativeDifference(correct, naive)).toBeGreaterThan(1e-7);
  // Rounding moves the second digit: orders of summation give 0.98e-9 to 1.20e-9 and 0.9e-11 to 1.5e-11.
  expect(Math.abs(relativeDifference(correct, numeric(reluNetwork.loss, 1e-7)) / 1.1e-9 - 1)).toBeLessThan(0.2);
  expect(Math.abs(relativeDifference(correct, numeric(reluNetwork.loss, 1e-5)) / 1.3e-11 - 1)).toBeLessThan(0.35);
});

test('truncation is 1.67991e-2 eps^2, measured where it outweighs rounding: 1.7e-16 at 1e-7', () => {
  const { truncation_only_diff: truncation } = nd.exact;
  for (const [epsilon, digits] of [
    [1e-3, 4],
    [1e-4, 3],
  ] as const) {
    const difference = relativeDifference(correct, numeric(reluNetwork.loss, epsilon));
    const recorded = truncation[epsilon === 1e-3 ? '1e-3' : '1e-4'];
    expect(Math.abs(difference / recorded - 1)).toBeLessThan(10 ** -digits);
    expect(((difference / epsilon ** 2) * 1e-14).toExponential(1)).toBe('1.7e-16');
  }
});

test('a gradient flattened in another order differs by 0.48 to 0.70', () => {
  const gradient = reluNetwork.gradient(params, data);
  const concat = (...parts: Float64Array[]): number[] => parts.flatMap((part) => [...part]);
  const inOrder = (...names: string[]): number[] => concat(...names.map((name) => gradient[name]!.data));
  const recorded = nd.wrong_flatten_order_diff;
  const columnMajor = blocks.flatMap((name) => {
    const { shape, data: entries } = gradient[name]!;
    const [rows, columns] = shape as [number, number];
    return Array.from(entries, (_, p) => entries[(p % rows) * columns + Math.floor(p / rows)]!);
  });
  const compare = (vector: number[], expected: number): void => {
    expect(Math.abs(relativeDifference(vector, naive) - expected)).toBeLessThan(1e-7);
  };
  compare(inOrder('W1', 'W2', 'W3', 'b1', 'b2', 'b3'), recorded['dW1,dW2,dW3,db1,db2,db3']);
  compare(
    inOrder('W3', 'b3', 'W2', 'b2', 'W1', 'b1'),
    recorded['dW3,db3,dW2,db2,dW1,db1 (dict insertion order of seed 002)'],
  );
  compare(columnMajor, recorded['W row-major vs dW column-major']);
});

test('dictionaryToVector goes by name, not by the order of keys, and back', () => {
  const shuffled = Object.fromEntries(Object.entries(params).reverse());
  expect([...dictionaryToVector(shuffled)]).toEqual([...theta]);
  expect(vectorToDictionary(theta, shuffled)).toEqual(params);
  expect(() => vectorToDictionary(theta.slice(1), params)).toThrow('the vector has 46 numbers, expected 47');
});

test('networks of one to four layers and several outputs agree with denseNetwork, examples transposed', () => {
  const normal = normalFactory.factory(0, 1, { seed: 3 });
  const randomTensor = (rows: number, columns: number): Tensor => {
    const { data: entries } = tensor([rows, columns]);
    return { shape: [rows, columns], data: entries.map(() => normal()) };
  };
  const transposed = ({ shape, data: entries }: Tensor): Tensor => {
    const [rows, columns] = shape as [number, number];
    return tensor(
      [columns, rows],
      Array.from(entries, (_, p) => entries[(p % rows) * columns + Math.floor(p / rows)]!),
    );
  };
  for (const sizes of [
    [3, 2],
    [3, 1, 1],
    [2, 5, 4, 3],
    [1, 3, 2, 6, 1],
  ]) {
    const m = 5;
    const net: Record<string, Tensor> = {};
    const dense: Record<string, Tensor> = {};
    for (let l = 1; l < sizes.length; l++) {
      net[`W${l}`] = randomTensor(sizes[l]!, sizes[l - 1]!);
      net[`b${l}`] = randomTensor(sizes[l]!, 1);
      dense[`W${l}`] = net[`W${l}`]!;
      dense[`b${l}`] = tensor([sizes[l]!], net[`b${l}`]!.data);
    }
    const X = randomTensor(sizes[0]!, m);
    const Y = tensor(
      [sizes.at(-1)!, m],
      Array.from({ length: sizes.at(-1)! * m }, () => (normal() > 0 ? 1 : 0)),
    );
    const denseData = {
      X: transposed(X),
      y: transposed(Y),
      activation: 'relu',
      loss: 'binary-cross-entropy',
    } as const;
    expect(Math.abs(reluNetwork.loss(net, { X, Y }) / denseNetwork.loss(dense, denseData) - 1)).toBeLessThan(1e-13);
    const gradient = reluNetwork.gradient(net, { X, Y });
    const expected = denseNetwork.gradient(dense, denseData);
    expect(Object.keys(gradient)).toEqual(Object.keys(net));
    for (const name of Object.keys(net)) {
      expect(relativeDifference(gradient[name]!.data, expected[name]!.data)).toBeLessThan(1e-13);
    }
    if (sizes.at(-1) === 1) expect(reluNetwork.loss(net, { X, Y: [...Y.data] })).toBe(reluNetwork.loss(net, { X, Y }));
  }
});

test('a saturated output costs its logit where the literal cost is lost', () => {
  const net = { W1: tensor([1, 1]), b1: tensor([1, 1], [1000]) };
  const one = { X: tensor([1, 1]), Y: [0] };
  expect(reluNetwork.loss(net, one)).toBe(1000);
  expect(reluNetworkCostNaive(net, one)).toBe(Infinity);
});

const { W1, b1, W2, b2, W3, b3 } = params as Record<(typeof blocks)[number], Tensor>;
test.for([
  ['W2 is [3, 4], expected [n2, 5]: its columns are the rows of W1', { ...params, W2: tensor([3, 4]) }, data],
  ['W1 is [5, 3], expected [n1, 4]: its columns are the rows of X', { ...params, W1: tensor([5, 3]) }, data],
  ['b1 is [5], expected [5, 1]: one row per row of W1', { ...params, b1: tensor([5]) }, data],
  ['b2 is missing: params has W1, b1, W2', { W1, b1, W2 }, data],
  ['W1 is missing: params has no blocks', {}, data],
  ['unknown block W3, expected W1, b1, counted without gaps', { W1, b1, W3, b3 }, data],
  ['unknown block V, expected W1, b1, W2, b2, W3, b3', { W1, b1, W2, b2, W3, b3, V: W1 }, data],
  ['params is undefined, expected blocks W1, b1', undefined, data],
  ['Y[2] is 2, expected a number in 0..1', params, { ...data, Y: [0, 1, 2] }],
  ['Y has 2 numbers, expected 3: one per column of X', params, { ...data, Y: [0, 1] }],
  ['Y is [3, 1], expected [1, 3]', params, { ...data, Y: tensor([3, 1]) }],
  ['Y is missing, expected [1, 3]', params, { X: data.X }],
  ['Y is a list, expected a tensor [3, 3]: there are 3 outputs', { W1, b1, W2, b2 }, data],
  ['X is [4, 0], expected [n0, m]', params, { X: tensor([4, 0]), Y: [] }],
] as const)('rejects a bad case: %s', ([message, badParams, badData]) => {
  const { loss, gradient, frozen } = reluNetwork;
  for (const call of [loss, gradient, frozen, reluNetworkCostNaive, plantedReluNetwork.gradient]) {
    expect(() => call(badParams as unknown as ReluNetworkParams, badData as unknown as ReluNetworkData)).toThrow(
      message,
    );
  }
});
