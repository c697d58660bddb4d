import type { Case } from '../core/problem.ts';
import { type Tensor, tensor } from '../core/tensor.ts';
import { drawValues } from './draw-values.ts';
import type { Values } from './field-spec.ts';
import type { RandomSource } from './random-source.ts';
import { axes, type Field } from './schema.ts';

export type LayerParams = Readonly<Record<string, Tensor>>;

/** How many layers W1, W2, ... there are. */
export function depthOf(params: LayerParams): number {
  let depth = 0;
  while (params[`W${depth + 1}`] !== undefined) depth++;
  return depth;
}

/** Draws W1, b1, ..., WL, bL for the given sizes; biases have shape [out] or, in `columns`, [out, 1]. */
export function drawLayers(
  source: RandomSource,
  sizes: readonly number[],
  scheme: Values,
  columns = false,
): LayerParams {
  const params: Record<string, Tensor> = {};
  for (let layer = 1; layer < sizes.length; layer++) {
    const out = sizes[layer]!;
    params[`W${layer}`] = drawValues(source, [out, sizes[layer - 1]!], scheme);
    params[`b${layer}`] = drawValues(source, columns ? [out, 1] : [out], scheme);
  }
  return params;
}

/** Adds the fields and sizes of the layers: dimension `n` of inputs, `h1`, `h2`, ... of hidden units, `k` of outputs. */
export function layerFields(params: LayerParams, fields: Map<string, Field>, sizes: Map<string, number>): void {
  const depth = depthOf(params);
  const dim = (layer: number): string => (layer === 0 ? 'n' : layer === depth ? 'k' : `h${layer}`);
  for (let layer = 1; layer <= depth; layer++) {
    const W = params[`W${layer}`]!;
    const b = params[`b${layer}`]!;
    sizes.set(dim(layer - 1), W.shape[1]!).set(dim(layer), W.shape[0]!);
    fields.set(`params.W${layer}`, { kind: 'tensor', axes: axes(dim(layer), dim(layer - 1)) });
    fields.set(`params.b${layer}`, {
      kind: 'tensor',
      axes: b.shape.length === 2 ? axes(dim(layer), 'one') : axes(dim(layer)),
    });
  }
}

/** The case with fewer hidden layers: only the last one left, then each taken out. */
export function* shallowerLayers<C extends Case<LayerParams>>(point: C): Generator<C> {
  const depth = depthOf(point.params);
  for (let keep = 1; keep < depth - 1; keep++) {
    const gone = Array.from({ length: depth - keep }, (_, i) => keep + i);
    yield { ...point, params: withoutLayers(point.params, gone) };
  }
  for (let gone = depth - 1; gone >= 1; gone--) yield { ...point, params: withoutLayers(point.params, [gone]) };
}

/** Takes hidden layers out; the next layer is refilled from its own weights to fit the inputs it now has. */
function withoutLayers(params: LayerParams, gone: readonly number[]): LayerParams {
  const left: Record<string, Tensor> = {};
  let layer = 0;
  for (let old = 1; old <= depthOf(params); old++) {
    if (gone.includes(old)) continue;
    layer++;
    const W = params[`W${old}`]!;
    const inputs = layer === 1 ? params.W1!.shape[1]! : left[`W${layer - 1}`]!.shape[0]!;
    left[`W${layer}`] = withColumns(W, inputs);
    left[`b${layer}`] = params[`b${old}`]!;
  }
  return left;
}

function withColumns(W: Tensor, columns: number): Tensor {
  const [rows = 0, before = 0] = W.shape;
  if (before === columns) return W;
  const result = tensor([rows, columns]);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) result.data[i * columns + j] = W.data[i * before + (j % before)]!;
  }
  return result;
}
