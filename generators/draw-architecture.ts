import { type Bounds, drawSizes } from './draw-sizes.ts';
import type { Limits } from './limits.ts';
import type { RandomSource } from './random-source.ts';

/** The shape of a network and of its batch. */
export interface Architecture {
  readonly inputs: number;
  /** Units of each hidden layer; none for a single layer of weights. */
  readonly hidden: readonly number[];
  readonly classes: number;
  /** Examples. */
  readonly batch: number;
}

/** Draws the shape of a network, with coincidences as {@link drawSizes}. */
export function drawArchitecture(
  source: RandomSource,
  { depth, width, batch }: Required<Limits>,
  layers: number = source.integer(1, depth),
): Architecture {
  const widths = Array.from({ length: layers + 1 }, (_, layer) => [`${layer}`, [1, width]] as const);
  const drawn = [...drawSizes(source, new Map<string, Bounds>([...widths, ['batch', [1, batch]]])).values()];
  return { inputs: drawn[0]!, hidden: drawn.slice(1, -2), classes: drawn.at(-2)!, batch: drawn.at(-1)! };
}
