import type { BlockRecord } from '../report-schema.ts';
import { wrongPlaces } from './wrong-places.ts';

/** A dense network as it can be drawn: units of each layer, and the weights and biases between them. */
export interface DrawnNetwork {
  /** Units of each layer, the inputs first. */
  readonly sizes: readonly number[];
  readonly weights: readonly Edge[];
  readonly biases: readonly Unit[];
}

interface Unit {
  readonly layer: number;
  readonly unit: number;
  readonly name: string;
  readonly wrong: boolean;
}

interface Edge extends Unit {
  /** The unit of the layer before. */
  readonly from: number;
}

const MOST_UNITS = 14;

/**
 * The layers in blocks named W1, b1, W2, ... or Theta1, Theta2, ... (whose first column is the bias); undefined where the
 * blocks are no such network, or one too large to be drawn.
 */
export function layersIn(blocks: readonly BlockRecord[]): DrawnNetwork | undefined {
  const weights = numbered(blocks, /^(?:W|w|weights?)(\d+)$/);
  if (weights.length > 0) return stacked(weights, numbered(blocks, /^(?:b|B|bias)(\d+)$/), 0);
  return stacked(numbered(blocks, /^[Tt]heta(\d+)$/), [], 1);
}

function numbered(blocks: readonly BlockRecord[], name: RegExp): readonly BlockRecord[] {
  const found = blocks
    .map((block) => ({ block, number: name.exec(block.block)?.[1] }))
    .filter(({ number }) => number !== undefined)
    .sort((a, b) => Number(a.number) - Number(b.number));
  return found.every(({ number }, i) => Number(number) === i + 1) ? found.map(({ block }) => block) : [];
}

function stacked(
  weights: readonly BlockRecord[],
  biases: readonly BlockRecord[],
  biasColumns: number,
): DrawnNetwork | undefined {
  if (weights.length === 0 || weights.some(({ shape }) => shape.length !== 2)) return undefined;
  const outFirst = sizesOf(weights, 0, biasColumns);
  const isOutFirst = outFirst !== undefined;
  const sizes = outFirst ?? (biasColumns === 0 ? sizesOf(weights, 1, 0) : undefined);
  if (sizes === undefined || sizes.some((size) => size < 1 || size > MOST_UNITS)) return undefined;
  const edges: Edge[] = [];
  const bound: Unit[] = [];
  for (const [layer, block] of weights.entries()) {
    const wrong = wrongPlaces(block);
    const [rows, columns] = block.shape as [number, number];
    for (let place = 0; place < rows * columns; place++) {
      const [row, column] = [Math.floor(place / columns), place % columns];
      const common = { layer: layer + 1, name: `${block.block}[${row},${column}]`, wrong: wrong.has(place) };
      if (column < biasColumns) bound.push({ ...common, unit: row });
      else if (isOutFirst) edges.push({ ...common, unit: row, from: column - biasColumns });
      else edges.push({ ...common, unit: column, from: row });
    }
  }
  for (const [layer, block] of biases.entries()) {
    const wrong = wrongPlaces(block);
    for (let unit = 0; unit < (sizes[layer + 1] ?? 0); unit++) {
      bound.push({ layer: layer + 1, unit, name: `${block.block}, unit ${unit}`, wrong: wrong.has(unit) });
    }
  }
  return { sizes, weights: edges, biases: bound };
}

/** Units of each layer, if the shapes chain with the outputs on this axis. */
function sizesOf(weights: readonly BlockRecord[], outAxis: 0 | 1, biasColumns: number): readonly number[] | undefined {
  const ends = weights.map(({ shape }) => ({ out: shape[outAxis]!, in: shape[1 - outAxis]! - biasColumns }));
  const chains = ends.every((end, i) => i === 0 || end.in === ends[i - 1]!.out);
  return chains ? [ends[0]!.in, ...ends.map(({ out }) => out)] : undefined;
}
