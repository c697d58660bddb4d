import type { Activation, DenseData, DenseParams, NetworkLoss } from '../core/models/index.ts';
import { denseNetwork } from '../core/models/index.ts';
import type { Case } from '../core/problem.ts';
import { uniformSource } from '../core/random.ts';
import { type Tensor, tensor } from '../core/tensor.ts';

export type Network = Required<Case<DenseParams, DenseData>>;

/** How the numbers of a network are drawn. */
export type Regime = 'gaussian' | 'lattice' | 'halves' | 'wide' | 'small' | 'big' | 'mix' | 'saturated' | 'near-kink';

export const REGIMES: readonly Regime[] = [
  'gaussian',
  'lattice',
  'halves',
  'wide',
  'small',
  'big',
  'mix',
  'saturated',
  'near-kink',
];

const ACTIVATIONS: readonly Activation[] = ['tanh', 'sigmoid', 'softplus', 'relu', 'leaky-relu', 'identity'];
const LOSSES: readonly NetworkLoss[] = [
  'softmax-cross-entropy',
  'hinge',
  'squared-hinge',
  'binary-cross-entropy',
  'squared-error',
];

/** Seeded draws: uniform, normal (Box and Muller), integers and picks. */
export class Draw {
  readonly uniform: () => number;

  constructor(seed: number) {
    this.uniform = uniformSource(seed);
  }

  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.uniform())) * Math.cos(2 * Math.PI * this.uniform());
  }

  integer(least: number, most: number): number {
    return least + Math.floor(this.uniform() * (most - least + 1));
  }

  pick<T>(items: readonly T[]): T {
    return items[this.integer(0, items.length - 1)]!;
  }
}

const VALUES: Readonly<Record<Regime, (draw: Draw) => number>> = {
  gaussian: (draw) => draw.normal(),
  lattice: (draw) => draw.integer(-2, 2),
  halves: (draw) => draw.integer(-4, 4) / 2,
  wide: (draw) => draw.normal(),
  small: (draw) => 0.01 * draw.normal(),
  big: (draw) => 10 * draw.normal(),
  mix: (draw) => {
    const u = draw.uniform();
    if (u < 0.15) return 0;
    if (u < 0.3) return draw.pick([-1, 1]);
    return draw.normal() * 10 ** draw.integer(-4, 2);
  },
  saturated: (draw) => 30 * draw.normal(),
  'near-kink': (draw) => draw.normal(),
};

/** A random network of 1 to 3 layers, up to 6 units a layer (12 when wide), up to 6 examples. */
export function drawNetwork(draw: Draw, regime: Regime): Network {
  const width = regime === 'wide' ? 12 : 6;
  const depth = draw.integer(1, 3);
  const sizes = Array.from({ length: depth + 1 }, () => draw.integer(1, width));
  const m = draw.integer(1, 6);
  const classes = sizes.at(-1)!;
  const fill = (shape: readonly number[]): Tensor => {
    const result = tensor(shape);
    for (let i = 0; i < result.data.length; i++) result.data[i] = VALUES[regime](draw);
    return result;
  };
  const params: Record<string, Tensor> = {};
  for (let layer = 1; layer <= depth; layer++) {
    params[`W${layer}`] = fill([sizes[layer]!, sizes[layer - 1]!]);
    params[`b${layer}`] = fill([sizes[layer]!]);
  }
  const loss = draw.pick(LOSSES);
  const onTargets = loss === 'binary-cross-entropy' || loss === 'squared-error';
  const data: DenseData = {
    X: fill([m, sizes[0]!]),
    y: onTargets
      ? tensor(
          [m, classes],
          Float64Array.from({ length: m * classes }, () => draw.integer(0, 1)),
        )
      : Array.from({ length: m }, () => draw.integer(0, classes - 1)),
    activation: regime === 'near-kink' ? draw.pick(['relu', 'leaky-relu'] as const) : draw.pick(ACTIVATIONS),
    loss,
    lambda: draw.pick([0, 0.1, 1]),
  };
  if (regime === 'near-kink') moveNearKink(params, data, draw);
  return { params, data };
}

/** Sets a bias so that one unit of the first layer stands 1e-9 to 1e-2 from its kink, or right on it. */
function moveNearKink(params: DenseParams, { X }: DenseData, draw: Draw): void {
  const W = params.W1!;
  const [rows = 0, columns = 0] = W.shape;
  const unit = draw.integer(0, rows - 1);
  const example = draw.integer(0, X.shape[0]! - 1);
  let z = 0;
  for (let j = 0; j < columns; j++) z += W.data[unit * columns + j]! * X.data[example * columns + j]!;
  const distance = draw.uniform() < 0.2 ? 0 : 10 ** -(2 + 7 * draw.uniform());
  params.b1!.data[unit] = -z + draw.pick([-1, 1]) * distance;
}

/** The dense network as a user would bring it: without the loss that keeps its branches and the short way to losses. */
export const blackBox: {
  readonly name: string;
  readonly loss: typeof denseNetwork.loss;
  readonly gradient: typeof denseNetwork.gradient;
} = {
  name: 'dense network, black box',
  loss: (params, data) => denseNetwork.loss(params, data),
  gradient: denseNetwork.gradient,
};
