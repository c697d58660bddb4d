import type { BlockEvidence, PointEvidence } from './evidence.ts';

/** One layer of a network. */
export interface Layer {
  /** Its weights, and its bias if that is a block of its own. */
  readonly blocks: readonly BlockEvidence[];
  /** Whether it has a bias at all, be it as a column of its weights. */
  readonly biased: boolean;
}

/** The layers from the inputs up, where blocks are weights and biases in turn and fit each other; undefined otherwise. */
export function layersOf({ blocks, leaves }: PointEvidence): readonly Layer[] | undefined {
  const layers: BlockEvidence[][] = [];
  let columnsOfOnes = 0;
  for (const evidence of blocks) {
    const { shape, size } = evidence.block;
    const last = layers.at(-1);
    if (last?.length === 1 && size === last[0]!.rows && size === Math.max(...shape)) {
      last.push(evidence);
      continue;
    }
    const units = last?.[0]?.rows;
    const extra = units === undefined ? 0 : evidence.columns - units;
    if (shape.length !== 2 || extra < 0 || extra > 1) return undefined;
    columnsOfOnes += extra;
    layers.push([evidence]);
  }
  const inputs = (layers[0]?.[0]?.columns ?? 0) - 1;
  const inside =
    layers.length > 1 &&
    columnsOfOnes === layers.length - 1 &&
    leaves.some(({ shape }) => shape.length === 2 && shape.includes(inputs));
  if (columnsOfOnes > 0 && !inside) return undefined;
  // A product of parameters alone is no network.
  const width = layers[0]?.[0]?.columns ?? 0;
  const isBare = !inside && layers.every((own) => own.length === 1);
  if (isBare && !leaves.some(({ shape }) => shape.length === 2 && shape.includes(width))) return undefined;
  return layers.map((own) => ({ blocks: own, biased: inside || own.length > 1 }));
}
