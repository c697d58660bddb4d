import type { BlockEvidence, PointEvidence } from './evidence.ts';

/** One layer of a network. */
export interface Layer {
  /** Its weights, and its bias if that is a block of its own. */
  readonly blocks: readonly BlockEvidence[];
  /** Whether it has a bias at all, be it as a column of its weights. */
  readonly biased: boolean;
}

type Blocks = readonly BlockEvidence[];
/** The units of a layer stand along the rows of its weights (W x), or along their columns (x W). */
type Axis = 'row' | 'column';

/**
 * The layers from the inputs up, where blocks are weights and biases that fit each other: in turn, all weights before all
 * biases, or each bias before its weights; undefined otherwise.
 */
export function layersOf({ blocks, leaves }: PointEvidence): readonly Layer[] | undefined {
  for (const order of ordersOf(blocks)) {
    for (const axis of ['row', 'column'] as const) {
      const layers = walk(order, axis, (width) =>
        leaves.some(({ shape }) => shape.length === 2 && shape.includes(width)),
      );
      if (layers !== undefined) return layers;
    }
  }
  return undefined;
}

function ordersOf(blocks: Blocks): readonly Blocks[] {
  const half = blocks.length / 2;
  if (!Number.isInteger(half)) return [blocks];
  const taken = (of: (layer: number) => readonly [number, number]): Blocks =>
    Array.from({ length: half }, (_, l) => of(l)).flatMap(([weights, bias]) => [blocks[weights]!, blocks[bias]!]);
  return [blocks, taken((l) => [l, half + l]), taken((l) => [2 * l + 1, 2 * l])];
}

function walk(blocks: Blocks, axis: Axis, isInput: (width: number) => boolean): readonly Layer[] | undefined {
  const layers: { readonly own: BlockEvidence[]; readonly units: number; readonly width: number }[] = [];
  let columnsOfOnes = 0;
  for (const evidence of blocks) {
    const { shape, size } = evidence.block;
    const last = layers.at(-1);
    if (last?.own.length === 1 && size === last.units && size === Math.max(1, ...shape)) {
      last.own.push(evidence);
      continue;
    }
    const [units, width] = unitsOf(evidence, axis, last?.units);
    const extra = last === undefined ? 0 : width - last.units;
    if (units === 0 || extra < 0 || extra > 1) return undefined;
    columnsOfOnes += extra;
    layers.push({ own: [evidence], units, width });
  }
  const width = layers[0]?.width ?? 0;
  const inside = layers.length > 1 && columnsOfOnes === layers.length - 1 && isInput(width - 1);
  if (columnsOfOnes > 0 && !inside) return undefined;
  // A product of parameters alone is no network.
  if (!inside && layers.every(({ own }) => own.length === 1) && !isInput(width)) return undefined;
  return layers.map(({ own }) => ({ blocks: own, biased: inside || own.length > 1 }));
}

/** The units and inputs of weights, 0 where they are none; a vector on top of a layer is the one unit of the next. */
function unitsOf(
  { block: { shape, size }, rows, columns }: BlockEvidence,
  axis: Axis,
  below: number | undefined,
): readonly [units: number, width: number] {
  if (shape.length === 2) return axis === 'row' ? [rows, columns] : [columns, rows];
  return shape.length === 1 && below === size ? [1, size] : [0, 0];
}
