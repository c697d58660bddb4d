import type { Block } from '../../tree.ts';
import type { PointEvidence } from '../evidence.ts';
import { type NetworkLayer, readLayers } from './read-layers.ts';
import { type Table, table } from './table.ts';

/** Numbers of a case read as the inputs of layers that fit them. */
export interface Reading {
  readonly layers: readonly NetworkLayer[];
  /** [m, n]. */
  readonly X: Table;
  /** Whether examples stand along the rows. */
  readonly byRows: boolean;
  /** Where the inputs stand in the flat parameters, if they have a gradient themselves. */
  readonly inputAt: ((i: number, j: number) => number) | undefined;
}

/** An array that may be the inputs. */
interface Source {
  readonly shape: readonly number[];
  readonly valueAt: (place: number) => number;
  /** Of the parameters. */
  readonly block?: Block;
}

/**
 * The matrices that may be the inputs, by their rows or by their columns, with the layers that fit them. Those of a backward
 * pass may be one vector, and parameters themselves.
 */
export function readings(point: PointEvidence): readonly Reading[] {
  const { layout, leaves, at, upstream } = point;
  const isPass = upstream !== undefined;
  const sources: readonly Source[] = [
    ...leaves.map(({ shape, values }) => ({ shape, valueAt: (place: number) => values[place]! })),
    ...(isPass
      ? layout.blocks.map((block) => ({ shape: block.shape, valueAt: (p: number) => at[block.offset + p]!, block }))
      : []),
  ];
  return sources
    .filter(({ shape }) => (shape.length === 2 || (isPass && shape.length === 1)) && !shape.includes(0))
    .flatMap((source) => {
      const { shape, block } = source;
      const own = block ? { ...layout, blocks: layout.blocks.filter((other) => other !== block) } : layout;
      return waysToRead(shape).flatMap(({ m, n, byRows, place }) => {
        const stacks = readLayers(own, n);
        if (stacks.length === 0) return [];
        const X = table(m, n, (i, j) => source.valueAt(place(i, j)));
        const inputAt = block && ((i: number, j: number) => block.offset + place(i, j));
        return stacks.map((layers) => ({ layers, X, byRows, inputAt }));
      });
    });
}

interface Way {
  readonly m: number;
  readonly n: number;
  readonly byRows: boolean;
  readonly place: (i: number, j: number) => number;
}

function waysToRead(shape: readonly number[]): readonly Way[] {
  const [rows, columns] = shape.length === 1 ? [1, shape[0]!] : [shape[0]!, shape[1]!];
  const alongRows: Way = { m: rows, n: columns, byRows: true, place: (i, j) => i * columns + j };
  if (shape.length === 1) return [alongRows];
  return [alongRows, { m: columns, n: rows, byRows: false, place: (i, j) => j * columns + i }];
}
