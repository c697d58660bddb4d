import type { DenseData, DenseParams } from '../../core/models/index.ts';

const buffers = [new Float64Array(200_000), new Float64Array(200_000)];

/** The loss of `denseNetwork` with tanh and softmax cross-entropy, in plain loops over typed arrays, without any check. */
export function denseLoss(params: DenseParams, { X, y, lambda = 0, regularise }: DenseData): number {
  const [m, inputs] = X.shape as [number, number];
  const labels = y as readonly number[];
  const layers = Object.keys(params).length / 2;
  let total = 0;
  for (let i = 0; i < m; i++) {
    let before = buffers[0]!;
    let after = buffers[1]!;
    let width = inputs;
    for (let j = 0; j < inputs; j++) before[j] = X.data[i * inputs + j]!;
    for (let layer = 1; layer <= layers; layer++) {
      const weights = params[`W${layer}`]!.data;
      const bias = params[`b${layer}`]!.data;
      const last = layer === layers;
      for (let u = 0; u < bias.length; u++) {
        let z = bias[u]!;
        for (let j = 0; j < width; j++) z += weights[u * width + j]! * before[j]!;
        after[u] = last ? z : Math.tanh(z);
      }
      width = bias.length;
      [before, after] = [after, before];
    }
    total += crossEntropy(before, width, labels[i]!);
  }
  return lambda === 0 ? total / m : total / m + 0.5 * lambda * squares(params, regularise === 'all');
}

function squares(params: DenseParams, biases: boolean): number {
  let sum = 0;
  for (const name in params) {
    if (!biases && name.startsWith('b')) continue;
    const { data } = params[name]!;
    for (let i = 0; i < data.length; i++) sum += data[i]! * data[i]!;
  }
  return sum;
}

function crossEntropy(logits: Float64Array, classes: number, label: number): number {
  let max = Number.NEGATIVE_INFINITY;
  for (let k = 0; k < classes; k++) max = Math.max(max, logits[k]!);
  let sum = 0;
  for (let k = 0; k < classes; k++) sum += Math.exp(logits[k]! - max);
  return Math.log(sum) + max - logits[label]!;
}
