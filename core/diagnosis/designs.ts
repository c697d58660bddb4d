import type { DataLeaf } from './data-leaves.ts';
import type { BlockEvidence } from './evidence.ts';

/** More examples are not told from each other. */
const MOST = 64;

/** The examples that may have been multiplied into a block of weights. */
export interface Design {
  /** What one example is called, e.g. `row` of `data.X`. */
  readonly word: string;
  readonly path: string;
  /** One example each, as long as the inputs of the block. */
  readonly examples: readonly (readonly number[])[];
  /** Which axis of the block its inputs stand along; the other one is that of its units. */
  readonly inputs: 'row' | 'column';
}

/**
 * The matrices of the data whose rows or columns fit the inputs of a block, perhaps beside a 1 for the bias.
 *
 * @param most - Examples at the most.
 */
export function designs(
  { rows, columns, block }: BlockEvidence,
  leaves: readonly DataLeaf[],
  most: number = MOST,
): readonly Design[] {
  const axes = block.shape.length < 2 ? (['row'] as const) : (['column', 'row'] as const);
  return leaves
    .filter(({ shape, values }) => shape.length === 2 && values.length > 0)
    .flatMap((leaf) => [
      ...(leaf.shape[0]! <= most ? [examplesOf(leaf, 'row')] : []),
      ...(leaf.shape[1]! <= most ? [examplesOf(leaf, 'column')] : []),
    ])
    .flatMap(({ path, word, examples }) =>
      axes.flatMap((inputs): readonly Design[] => {
        const size = inputs === 'row' ? rows : columns;
        const width = examples[0]!.length;
        if (size === width) return [{ word, path, inputs, examples }];
        if (size !== width + 1) return [];
        return [
          { word, path, inputs, examples: examples.map((x) => [1, ...x]) },
          { word, path, inputs, examples: examples.map((x) => [...x, 1]) },
        ];
      }),
    );
}

function examplesOf({ path, shape, values }: DataLeaf, word: 'row' | 'column'): Omit<Design, 'inputs'> {
  const [rows = 0, columns = 0] = shape;
  const [count, width] = word === 'row' ? [rows, columns] : [columns, rows];
  const at = (i: number, j: number): number => values[word === 'row' ? i * columns + j : j * columns + i]!;
  return {
    path,
    word,
    examples: Array.from({ length: count }, (_, i) => Array.from({ length: width }, (_, j) => at(i, j))),
  };
}
