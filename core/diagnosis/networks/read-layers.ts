import type { Block, Layout } from '../../tree.ts';

/** One layer of a network, and where its numbers stand in the flat parameters. */
export interface NetworkLayer {
  readonly inputs: number;
  readonly units: number;
  readonly weights: Block;
  /** The block of the biases: that of the weights, where they are a row or column of it. */
  readonly biases: Block | undefined;
  readonly weightAt: (unit: number, input: number) => number;
  readonly biasAt: ((unit: number) => number) | undefined;
}

type Pair = readonly [weights: Block, biases: Block | undefined];
/** Whether the units of a layer stand along the rows or the columns of its weights. */
type Axis = 'row' | 'column';
/** Where the biases among the weights stand. */
type Among = 'none' | 'first' | 'last';

/** The networks that the blocks may be, from the given number of inputs up. */
export function readLayers({ blocks }: Layout, inputs: number): readonly (readonly NetworkLayer[])[] {
  return pairings(blocks.filter(({ size }) => size > 0)).flatMap((pairs) =>
    (['row', 'column'] as const).flatMap((axis) =>
      (pairs.some(([, biases]) => biases) ? (['none'] as const) : (['none', 'first', 'last'] as const)).flatMap(
        (among) => {
          const layers = stack(pairs, inputs, axis, among);
          return layers ? [layers] : [];
        },
      ),
    ),
  );
}

/** Weights alone; weights and biases in turn, either first; all weights, then all biases. */
function pairings(blocks: readonly Block[]): readonly (readonly Pair[])[] {
  const half = blocks.length / 2;
  return [
    ...(Number.isInteger(half)
      ? [
          Array.from({ length: half }, (_, l): Pair => [blocks[2 * l]!, blocks[2 * l + 1]!]),
          Array.from({ length: half }, (_, l): Pair => [blocks[2 * l + 1]!, blocks[2 * l]!]),
          ...(half > 1 ? [Array.from({ length: half }, (_, l): Pair => [blocks[l]!, blocks[half + l]!])] : []),
        ]
      : []),
    // Or no bias at the outputs.
    ...(Number.isInteger(half) || half < 1
      ? []
      : [Array.from({ length: half + 0.5 }, (_, l): Pair => [blocks[2 * l]!, blocks[2 * l + 1]])]),
    blocks.map((block): Pair => [block, undefined]),
  ];
}

function stack(pairs: readonly Pair[], inputs: number, axis: Axis, among: Among): readonly NetworkLayer[] | undefined {
  const layers: NetworkLayer[] = [];
  let width = inputs;
  for (const [weights, biases] of pairs) {
    const layer = layerOf(weights, biases, width, axis, among);
    if (layer === undefined) return undefined;
    layers.push(layer);
    width = layer.units;
  }
  return layers.length > 0 ? layers : undefined;
}

function layerOf(
  weights: Block,
  biases: Block | undefined,
  inputs: number,
  axis: Axis,
  among: Among,
): NetworkLayer | undefined {
  const extra = among === 'none' ? 0 : 1;
  const [rows, columns] = matrixOf(weights, inputs + extra, axis);
  const [units, width] = axis === 'row' ? [rows, columns] : [columns, rows];
  if (width !== inputs + extra || rows * columns !== weights.size) return undefined;
  if (biases !== undefined && (biases.size !== units || biases.size !== Math.max(1, ...biases.shape))) return undefined;
  const start = among === 'first' ? 1 : 0;
  const at = (unit: number, input: number): number =>
    weights.offset + (axis === 'row' ? unit * columns + input : input * columns + unit);
  const biasAt =
    biases !== undefined
      ? (unit: number): number => biases.offset + unit
      : among === 'none'
        ? undefined
        : (unit: number): number => at(unit, among === 'first' ? 0 : inputs);
  return {
    inputs,
    units,
    weights,
    biases: biases ?? (among === 'none' ? undefined : weights),
    weightAt: (unit, input) => at(unit, input + start),
    biasAt,
  };
}

/** The extents of weights; a vector is the one unit of its layer, or holds those of all units one after the other. */
function matrixOf({ shape, size }: Block, width: number, axis: Axis): readonly [rows: number, columns: number] {
  if (shape.length === 2) return [shape[0]!, shape[1]!];
  if (shape.length > 2 || size % width !== 0) return [0, 0];
  return axis === 'row' ? [size / width, width] : [width, size / width];
}
