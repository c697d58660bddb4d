import type { ReluNetworkData, ReluNetworkParams } from '../../core/models/index.ts';

const buffers = [new Float64Array(256), new Float64Array(256)];

/** The loss of `reluNetwork` with one output, in plain loops over typed arrays, without any check. */
export function reluNetworkLoss(params: ReluNetworkParams, { X, Y }: ReluNetworkData): number {
  const [inputs, m] = X.shape as [number, number];
  const targets = Y as readonly number[];
  const layers = Object.keys(params).length / 2;
  let cost = 0;
  for (let i = 0; i < m; i++) {
    let before = buffers[0]!;
    let after = buffers[1]!;
    for (let j = 0; j < inputs; j++) before[j] = X.data[j * m + i]!;
    for (let layer = 1; layer <= layers; layer++) {
      const { shape, data } = params[`W${layer}`]!;
      const bias = params[`b${layer}`]!.data;
      const [rows, columns] = shape as [number, number];
      for (let u = 0; u < rows; u++) {
        let z = bias[u]!;
        for (let j = 0; j < columns; j++) z += data[u * columns + j]! * before[j]!;
        after[u] = layer === layers || z > 0 ? z : 0;
      }
      [before, after] = [after, before];
    }
    const z = before[0]!;
    cost += Math.max(z, 0) - targets[i]! * z + Math.log1p(Math.exp(-Math.abs(z)));
  }
  return cost / m;
}
