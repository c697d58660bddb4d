import type { Block } from '../tree.ts';
import type { DataLeaf } from './data-leaves.ts';

/** A number that a message can call by a name. */
export interface NamedNumber {
  readonly name: string;
  readonly value: number;
  /** Where it was found, if its name does not say; empty otherwise. */
  readonly where: string;
}

/** The numbers of a case that mistakes are made of. */
export interface NamedNumbers {
  /** The number of examples, where the data has one, such as the rows that `data.X` and `data.y` have in common. */
  readonly examples: NamedNumber | undefined;
  /** Other counts: classes, and what the caller named as an integer. */
  readonly sizes: readonly NamedNumber[];
  /** Strengths such as `data.lambda`. */
  readonly scalars: readonly NamedNumber[];
}

/**
 * Finds the number of examples and classes in the shapes of data and parameters, and the scalars of the data.
 *
 * @param hints - Numbers that the caller names; `m` and `K` stand for the number of examples and of classes.
 */
export function namedNumbers(
  leaves: readonly DataLeaf[],
  blocks: readonly Block[],
  hints: Readonly<Record<string, number>> = {},
): NamedNumbers {
  const told = Object.entries(hints).map(([name, value]) => ({ name, value, where: '' }));
  const hinted = (name: string): NamedNumber | undefined => told.find((hint) => hint.name === name);
  const examples = hinted('m') ?? examplesOf(leaves);
  const K = hinted('K') ?? classesOf(blocks, examples);
  const others = told.filter(({ name }) => name !== 'm' && name !== 'K');
  return {
    examples,
    sizes: [...(K ? [K] : []), ...others.filter(({ value }) => Number.isInteger(value) && value > 1)],
    scalars: [
      ...others,
      ...leaves
        .filter(({ shape, values }) => shape.length === 0 && values[0] !== 0 && Number.isFinite(values[0]))
        .map(({ path, values }) => ({ name: path, value: values[0]!, where: '' })),
    ],
  };
}

/** The extent of a matrix that another leaf shares; without another leaf its rows. */
function examplesOf(leaves: readonly DataLeaf[]): NamedNumber | undefined {
  const matrix = leaves.find(({ shape }) => shape.length >= 2);
  if (matrix === undefined) {
    const vector = leaves.find(({ shape }) => shape.length === 1);
    return vector && { name: 'm', value: vector.shape[0]!, where: listOf(vector) ?? `length of ${vector.path}` };
  }
  const list = listOf(matrix);
  if (list !== undefined) return { name: 'm', value: matrix.shape[0]!, where: list };
  const others = leaves.filter((leaf) => leaf !== matrix && leaf.shape.length > 0);
  const [rows = 0, columns = 0] = matrix.shape;
  const shares = (size: number, axis: number): boolean =>
    others.some(({ shape }) => (shape.length === 1 ? shape[0] : shape[axis]) === size);
  return others.length > 0 && !shares(rows, 0) && shares(columns, 1)
    ? { name: 'm', value: columns, where: `columns of ${matrix.path}` }
    : { name: 'm', value: rows, where: `rows of ${matrix.path}` };
}

/** `items of data.batch`, where the leaf is gathered from a list. */
function listOf({ path }: DataLeaf): string | undefined {
  const end = path.indexOf('[]');
  return end < 0 ? undefined : `items of ${path.slice(0, end)}`;
}

/** The size of the last block, which in a network is the bias of its outputs. */
function classesOf(blocks: readonly Block[], examples: NamedNumber | undefined): NamedNumber | undefined {
  const last = blocks.at(-1);
  if (last === undefined || last.size < 2 || last.shape.length !== 1 || last.size === examples?.value) return undefined;
  return { name: 'K', value: last.size, where: `length of ${last.name}` };
}
