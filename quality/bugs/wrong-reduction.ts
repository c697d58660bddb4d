import type { Bug } from './bug.ts';
import { factor, fields, size, tiedVector, vector } from './draw.ts';
import { sum } from './maths.ts';
import {
  type Examples,
  mapNetwork,
  NETWORK_EXAMPLE,
  type Network,
  networkCases,
  networkGradient,
  networkLoss,
} from './two-layer-network.ts';

export const kvfransBiasMeanInsteadOfSum: Bug<Network, Examples> = {
  id: 'kvfrans-bias-mean-instead-of-sum',
  title: 'the bias gradient is averaged over the batch where the weight gradients are summed',
  source: 'kvfrans/notes#5',
  category: 'wrong-reduction',
  where: 'more than one example',
  loss: networkLoss,
  right: (net, data) => networkGradient(net, data),
  wrong: () => (net, data) =>
    mapNetwork(networkGradient(net, data), (value, block) => (block === 'b1' ? value / data.X.length : value)),
  example: NETWORK_EXAMPLE,
  cases: () => networkCases(),
};

interface Cotangent {
  readonly cotangent: Float64Array;
}

interface Pool {
  readonly indices: readonly number[];
  readonly mean: number;
}

/** Isotonic regression, decreasing: pools neighbours that rise until none does (Barlow et al. 1972). */
function pooled(y: Float64Array): Pool[] {
  const pools: Pool[] = [];
  for (const [i, value] of y.entries()) {
    let pool: Pool = { indices: [i], mean: value };
    while (pools.length > 0 && pools.at(-1)!.mean < pool.mean) {
      const indices = [...pools.pop()!.indices, ...pool.indices];
      pool = { indices, mean: sum(indices.map((at) => y[at]!)) / indices.length };
    }
    pools.push(pool);
  }
  return pools;
}

/** Every entry of a pool gets the same share of what comes from upstream. */
function pooledGradient(
  y: Float64Array,
  cotangent: Float64Array,
  share: (total: number, size: number) => number,
): Float64Array {
  const gradient = new Float64Array(y.length);
  for (const { indices } of pooled(y)) {
    const total = sum(indices.map((i) => cotangent[i]!));
    for (const i of indices) gradient[i] = share(total, indices.length);
  }
  return gradient;
}

export const tfIsotonicRegressionPooledBlock: Bug<Float64Array, Cotangent> = {
  id: 'tf-isotonic-regression-pooled-block',
  title: 'the gradient of a pooled block is the sum of the upstream gradients instead of their mean',
  source: 'tensorflow/tensorflow#127234',
  category: 'wrong-reduction',
  where: 'two or more entries that are pooled',
  loss: (y, { cotangent }) => sum(pooled(y).map(({ indices, mean }) => mean * sum(indices.map((i) => cotangent[i]!)))),
  right: (y, { cotangent }) => pooledGradient(y, cotangent, (total, count) => total / count),
  wrong:
    () =>
    (y, { cotangent }) =>
      pooledGradient(y, cotangent, (total) => total),
  example: { params: Float64Array.of(3, 2, 1, 0.5), data: { cotangent: Float64Array.of(1, -0.5, 2, 1) } },
  cases: () =>
    size(1, 5).chain((length) =>
      fields({ params: tiedVector(length), data: fields({ cotangent: vector(length, factor()) }) }),
    ),
};
