import normalFactory from '@stdlib/random-base-normal';
import { expect, test } from 'vitest';
import { type Tensor, tensor } from '../tensor.ts';
import { computeNumericalGradient } from './compute-numerical-gradient.ts';
import { denseNetwork } from './dense-network.ts';
import { denseNetworkWithInputs } from './dense-network-with-inputs.ts';
import type { DenseData, DenseParams } from './dense-types.ts';
import { hingeClassifier } from './hinge-classifier.ts';
import type { BranchingModel } from './model.ts';
import { plantedReluNetwork } from './planted-relu-network.ts';
import { reluNetwork } from './relu-network.ts';

const normal = normalFactory.factory(0, 1, { seed: 11 });
const below = (n: number): number => Math.floor(Math.abs(normal()) * 1e6) % n;

type Blocks = Readonly<Record<string, Tensor>>;
type Draw = () => number;
/** Sums of products of these are exact, so that pre-activations and margins hit their kinks exactly. */
const lattice: Draw = () => [-1, -0.5, 0, 0.5, 1][below(5)]!;

interface Problem {
  readonly name: string;
  readonly params: Blocks;
  readonly loss: (params: Blocks) => number;
  readonly gradient: () => Blocks;
  readonly freeze: (at: Blocks) => (params: Blocks) => number;
}
function problem<P, D>(model: BranchingModel<P, D>, params: P & Blocks, data: D): Problem {
  return {
    name: model.name,
    params,
    loss: (at) => model.loss(at as P, data),
    gradient: () => model.gradient(params, data) as Blocks,
    freeze: (at) => model.frozen(at as P, data) as (params: Blocks) => number,
  };
}

const filled = (draw: Draw, ...shape: number[]): Tensor => ({ shape, data: tensor(shape).data.map(draw) });
function layers(draw: Draw, sizes: readonly number[], biasShape: (units: number) => number[]): Blocks {
  const blocks: Record<string, Tensor> = {};
  for (let l = 1; l < sizes.length; l++) {
    blocks[`W${l}`] = filled(draw, sizes[l]!, sizes[l - 1]!);
    blocks[`b${l}`] = filled(draw, ...biasShape(sizes[l]!));
  }
  return blocks;
}

const activations = ['sigmoid', 'tanh', 'relu', 'leaky-relu', 'softplus', 'identity'] as const;
const losses = ['binary-cross-entropy', 'softmax-cross-entropy', 'hinge', 'squared-hinge', 'squared-error'] as const;

/** One network of every kind, activation and loss, of random sizes. */
function problems(draw: Draw): Problem[] {
  const list: Problem[] = [];
  for (const activation of activations) {
    for (const loss of losses) {
      const m = 1 + below(4);
      const sizes = Array.from({ length: 2 + below(3) }, () => 1 + below(4));
      const K = sizes.at(-1)!;
      const X = filled(draw, m, sizes[0]!);
      const targets = tensor(
        [m, K],
        Array.from({ length: m * K }, () => below(2)),
      );
      const y = loss === 'binary-cross-entropy' || loss === 'squared-error' ? targets : labels(m, K);
      const regularise = below(2) === 0 ? 'weights' : 'all';
      const data: DenseData = { X, y, activation, loss, lambda: 0.5 * below(2), regularise };
      const params: DenseParams = layers(draw, sizes, (units) => [units]);
      const { X: _, ...rest } = data;
      list.push(problem(denseNetwork, params, data), problem(denseNetworkWithInputs, { ...params, X }, rest));
    }
  }
  const [m, D, K] = [1 + below(5), 1 + below(5), 1 + below(5)];
  const W: Blocks & { W: Tensor } = { W: filled(draw, D + 1, K) };
  const classes = { X: filled(draw, m, D), y: labels(m, K), lambda: 0.5 };
  const columns = { X: filled(draw, D, m), Y: filled(() => below(2), K, m) };
  const net = layers(draw, [D, 1 + below(4), 1 + below(4), K], (units) => [units, 1]);
  list.push(problem(hingeClassifier, W, classes));
  list.push(problem(reluNetwork, net, columns), problem(plantedReluNetwork, net, columns));
  return list;
}
const labels = (m: number, K: number): number[] => Array.from({ length: m }, () => below(K));

const moved = (params: Blocks, step: number): Blocks =>
  Object.fromEntries(
    Object.entries(params).map(([name, { shape, data }]) => [
      name,
      { shape, data: data.map((value) => value + step * normal()) },
    ]),
  );

const rounds = 40;

test('the frozen loss is the loss bit for bit at its own point, on lattices with exact kinks and off them', () => {
  for (let round = 0; round < rounds; round++) {
    for (const draw of [lattice, normal]) {
      for (const { name, params, loss, freeze } of problems(draw))
        expect(freeze(params)(params), name).toBe(loss(params));
    }
  }
});

test('it is the loss bit for bit nearby, where no branch flips', () => {
  for (let round = 0; round < rounds; round++) {
    for (const { name, params, loss, freeze } of problems(normal)) {
      const frozen = freeze(params);
      for (const step of [1e-12, 1e-8, 1e-6]) {
        const near = moved(params, step);
        expect(frozen(near), name).toBe(loss(near));
      }
    }
  }
});

test('its central difference is the gradient also on exact kinks, where that of the loss often is not', () => {
  const step = 2 ** -17;
  let off = 0;
  for (let round = 0; round < rounds; round++) {
    for (const { name, params, loss, gradient, freeze } of problems(lattice)) {
      if (name === 'plantedReluNetwork') continue;
      const frozen = freeze(params);
      let offHere = false;
      for (const [block, analytic] of Object.entries(gradient())) {
        const { shape, data } = params[block]!;
        const along = (J: (at: Blocks) => number): number => {
          const slopes = computeNumericalGradient(
            (moved) => J({ ...params, [block]: { shape, data: moved } }),
            data,
            step,
          );
          return Math.max(...slopes.map((slope, p) => Math.abs(slope - analytic.data[p]!) / (1 + Math.abs(slope))));
        };
        expect(along(frozen), `${name} ${block}`).toBeLessThan(1e-8);
        offHere ||= along(loss) > 1e-3;
      }
      if (offHere) off++;
    }
  }
  expect(off).toBeGreaterThan(5 * rounds);
});

const one = (value: number): Tensor => tensor([1, 1], [value]);
const chain = (b1: number): Blocks => ({ W1: one(1), b1: tensor([1], [b1]), W2: one(1), b2: tensor([1]) });
const through = { X: one(0), y: one(0), loss: 'squared-error' } as const;

test.for([
  ['relu', 0, 2, 0],
  ['relu', 1, -2, 2],
  ['relu', -1, 2, 0],
  ['leaky-relu', 0, 2, 0.5 * 0.02 ** 2],
  ['leaky-relu', 1, -2, 2],
  ['leaky-relu', -1, 2, 0.5 * 0.02 ** 2],
] as const)('a %s frozen at %s keeps its side at %s', ([activation, at, far, expected]) => {
  const data = { ...through, activation };
  expect(denseNetwork.frozen(chain(at), data)(chain(far))).toBeCloseTo(expected, 15);
  if (activation === 'leaky-relu') return;
  // The same chain, a bias per row and the logit as a cost: log(1 + exp(z)).
  const rows = ({ W1, b1, W2, b2 }: Blocks): Blocks => ({
    W1: W1!,
    b1: one(b1!.data[0]!),
    W2: W2!,
    b2: one(b2!.data[0]!),
  });
  const z = at > 0 ? far : 0;
  const frozen = reluNetwork.frozen(rows(chain(at)), { X: one(0), Y: [0] });
  expect(frozen(rows(chain(far)))).toBeCloseTo(Math.log1p(Math.exp(z)), 15);
});

// Logits are the biases, the label is 0: the margin is b[1] + 1.
const logits = (b: number): Blocks => ({ W1: tensor([2, 1]), b1: tensor([2], [0, b]) });
test.for([
  ['hinge', -1, 2, 0],
  ['hinge', 0, -3, -2],
  ['squared-hinge', -1, 2, 0],
  ['squared-hinge', 0, -3, 4],
] as const)('a %s term frozen at %s keeps its side at %s', ([loss, at, far, expected]) => {
  const data = { X: one(0), y: [0], activation: 'identity', loss } as const;
  expect(denseNetwork.frozen(logits(at), data)(logits(far))).toBe(expected);
  if (loss !== 'hinge') return;
  const frozen = hingeClassifier.frozen({ W: tensor([2, 2], [0, at, 0, 0]) }, { ...data, lambda: 0 });
  expect(frozen({ W: tensor([2, 2], [0, far, 0, 0]) })).toBe(expected);
});

test('where the loss is NaN or infinite the frozen loss is too', () => {
  for (const { name, params, loss, freeze } of problems(normal)) {
    for (const [block, { shape, data }] of Object.entries(params)) {
      for (const value of [NaN, Infinity, -Infinity]) {
        const broken = { ...params, [block]: { shape, data: data.map(() => value) } };
        expect(freeze(broken)(broken), `${name} ${block} ${value}`).toBe(loss(broken));
      }
    }
  }
});

test('the planted bugs are in the gradient only', () => {
  expect(plantedReluNetwork.frozen).toBe(reluNetwork.frozen);
});

test('frozen losses hold their own branches, whatever is computed or frozen in between', () => {
  const all = problems(lattice);
  const frozen = all.map(({ params, freeze }) => freeze(params));
  const far = all.map(({ params }) => moved(params, 1));
  const before = frozen.map((loss, k) => loss(far[k]!));
  for (const { params, gradient, freeze } of problems(normal)) {
    freeze(params)(params);
    gradient();
  }
  for (const [k, { freeze }] of all.entries()) freeze(far[k]!);
  expect(frozen.map((loss, k) => loss(far[k]!))).toEqual(before);
});

test('parameters of other shapes than the frozen ones are rejected', () => {
  const sized = (units: number, K = 2): Blocks => layers(normal, [2, units, K], (n) => [n]);
  const data = { X: filled(normal, 3, 2), y: [0, 1, 1], activation: 'relu', loss: 'hinge' } as const;
  const frozen = denseNetwork.frozen(sized(4), data);
  expect(() => frozen(sized(5))).toThrow('layer 1 has 15 branches, expected 12: so many were frozen');
  expect(() => frozen(sized(4, 3))).toThrow('the loss has 9 branches, expected 6: so many were frozen');
  expect(() => frozen(layers(normal, [2, 4, 2, 2], (n) => [n]))).toThrow('layer 2 has 6 branches, expected 0');
  const relu = (units: number): Blocks => layers(normal, [2, units, 1], (n) => [n, 1]);
  const held = reluNetwork.frozen(relu(4), { X: filled(normal, 2, 3), Y: [0, 1, 1] });
  expect(() => held(relu(5))).toThrow('layer 1 has 15 branches, expected 12');
  const classes = { X: filled(normal, 3, 2), y: [0, 1, 1], lambda: 0 };
  const classifier = hingeClassifier.frozen({ W: filled(normal, 3, 2) }, classes);
  expect(() => classifier({ W: filled(normal, 3, 3) })).toThrow('the loss has 9 branches, expected 6');
});
