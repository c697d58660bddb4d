import type { DataLeaf } from './data-leaves.ts';
import { type Design, designs } from './designs.ts';
import type { Candidate, JudgedEntry, View } from './evidence.ts';
import { keepsTo } from './keeps-to.ts';

/** More examples are not summed over. */
const MOST_SUMMED = 1e4;

/** What may have been done to the targets of the examples, [m, K] each. */
const MISTAKES: readonly {
  readonly name: string;
  /** The difference that it makes to the target of class k of example i. */
  readonly change: (Y: Targets, i: number, k: number) => number;
}[] = [
  { name: 'the targets are not taken off', change: (Y, i, k) => -Y[i]![k]! },
  {
    name: 'the targets are those of the next class',
    change: (Y, i, k) => Y[i]![(k + Y[i]!.length - 1) % Y[i]!.length]! - Y[i]![k]!,
  },
  {
    name: 'the targets are those of the class before',
    change: (Y, i, k) => Y[i]![(k + 1) % Y[i]!.length]! - Y[i]![k]!,
  },
  { name: 'every target is taken for the first class', change: (Y, i, k) => (k === 0 ? 1 : 0) - Y[i]![k]! },
  {
    name: 'every example has the targets of the next one',
    change: (Y, i, k) => Y[(i + 1) % Y.length]![k]! - Y[i]![k]!,
  },
];

type Targets = readonly (readonly number[])[];

/** The targets enter the error of the outputs wrongly: not at all, of another class, of another example. */
export function oneHot(view: View): readonly Candidate[] {
  const { block, rows, columns, point } = view;
  if (block.size < 2) return [];
  const outs = new Set([rows, ...(block.shape.length === 2 ? [columns] : [])]);
  const weighted = designs(view, point.leaves, MOST_SUMMED);
  const fits = ({ examples, inputs }: Design, m: number, K: number): boolean =>
    examples.length === m && K === (inputs === 'row' ? columns : rows);
  const isBias = (K: number): boolean => columns === 1 && rows === K;
  const found = [...outs].flatMap((K) => {
    // Asked first, since tables of targets grow with the batch.
    const isUsed = (m: number): boolean => isBias(K) || weighted.some((design) => fits(design, m, K));
    return point.leaves.flatMap((leaf) => targetsOf(leaf, K, isUsed).map((Y) => ({ leaf, Y, K })));
  });
  return found.flatMap(({ leaf, Y, K }) => {
    // The inputs that the targets are multiplied with: ones for a bias, the examples for weights.
    const inputs = [
      ...(isBias(K) ? [{ of: () => 1, unit: (e: JudgedEntry) => e.row }] : []),
      ...weighted
        .filter((design) => fits(design, Y.length, K))
        .map(({ examples, inputs }) => ({
          of: (i: number, e: JudgedEntry) => examples[i]![inputs === 'row' ? e.row : e.column]!,
          unit: (e: JudgedEntry) => (inputs === 'row' ? e.column : e.row),
        })),
    ];
    return inputs.flatMap(({ of, unit }) =>
      MISTAKES.flatMap(({ name, change }) =>
        [1, 1 / Y.length].map(
          (share): Candidate => ({
            kind: 'targets',
            keeps: keepsTo((entry) => ({
              // Targets are taken off in the error of the outputs.
              value: entry.numeric - share * Y.reduce((sum, _, i) => sum + change(Y, i, unit(entry)) * of(i, entry), 0),
              error: entry.bound,
            })),
            free: 0,
            choices: 1,
            say: (residual) =>
              `d${block.name}: ${name} (${leaf.path})${view.beside}: the difference is their sum over the examples${share === 1 ? '' : ', over m'} (to ${residual})`,
            evidence: { mistake: name, data: leaf.path },
          }),
        ),
      ),
    );
  });
}

/** A leaf read as targets of K classes, for so many examples as are used: labels from 0 or 1, or numbers for every class. */
function targetsOf({ shape, values }: DataLeaf, K: number, isUsed: (m: number) => boolean): readonly Targets[] {
  const [rows = 0, columns = 0] = shape;
  if (shape.length === 2) {
    const [byRow, byColumn] = [columns === K && isUsed(rows), rows === K && isUsed(columns)];
    if (!byRow && !byColumn) return [];
    const numbers = Array.from(values);
    if (!numbers.every((x) => x >= 0 && x <= 1)) return [];
    const table = (count: number, at: (i: number, k: number) => number): Targets =>
      Array.from({ length: count }, (_, i) => Array.from({ length: K }, (_, k) => numbers[at(i, k)]!));
    return [
      ...(byRow ? [table(rows, (i, k) => i * columns + k)] : []),
      ...(byColumn ? [table(columns, (i, k) => k * columns + i)] : []),
    ];
  }
  if (shape.length !== 1 || K < 2 || !isUsed(rows)) return [];
  const numbers = Array.from(values);
  if (!numbers.every(Number.isInteger)) return [];
  return [0, 1]
    .filter((first) => numbers.every((label) => label >= first && label < first + K))
    .map((first) => numbers.map((label) => Array.from({ length: K }, (_, k) => (label - first === k ? 1 : 0))));
}
