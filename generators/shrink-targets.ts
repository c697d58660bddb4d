import type { Case } from '../core/problem.ts';
import { type Tensor, tensor } from '../core/tensor.ts';
import { fieldOf, withFields } from './case-fields.ts';
import { linesAlong } from './lines-along.ts';
import type { Field, Schema } from './schema.ts';
import type { ShrinkStep } from './shrink-step.ts';

/** Above this many examples they are shrunk only all at once. */
const ONE_BY_ONE = 50;

/** Simpler labels and targets, of all examples at once, then one by one: the first class, or 0. */
export function shrinkTargets(point: Case, schema: Schema): readonly ShrinkStep[] {
  return [...schema.fields]
    .filter(([, { kind }]) => kind === 'labels' || kind === 'targets')
    .map(([path, field]) => ({
      name: path,
      *smaller() {
        for (const simpler of simplerTargets(fieldOf(point, path), field)) {
          yield withFields(point, new Map([[path, simpler]]));
        }
      },
    }));
}

function simplerTargets(value: unknown, field: Field): Iterable<unknown> {
  if (value === undefined) return [];
  if (field.kind === 'labels') return simplerLabels(value as readonly number[], field.first);
  return field.kind === 'targets' ? simplerLines(value as Tensor, field) : [];
}

function* simplerLabels(labels: readonly number[], first: number): Generator<readonly number[]> {
  const others = [...labels.keys()].filter((i) => labels[i] !== first);
  if (others.length > 0) yield labels.map(() => first);
  if (others.length > 1 && others.length <= ONE_BY_ONE) for (const i of others) yield labels.with(i, first);
}

function* simplerLines({ shape, data }: Tensor, field: Extract<Field, { kind: 'targets' }>): Generator<Tensor> {
  const along = field.axes.findIndex(({ dim }) => dim === field.distribution);
  const simplest = (position: number): number => (along >= 0 && position === 0 ? 1 : 0);
  const others = linesAlong(shape, along >= 0 ? along : shape.length - 1).filter((line) =>
    line.some((p, i) => data[p] !== simplest(i)),
  );
  const simplified = (lines: readonly (readonly number[])[]): Tensor => {
    const result = tensor(shape, data);
    for (const line of lines) for (const [i, p] of line.entries()) result.data[p] = simplest(i);
    return result;
  };
  if (others.length > 0) yield simplified(others);
  if (others.length > 1 && others.length <= ONE_BY_ONE) for (const line of others) yield simplified([line]);
}
