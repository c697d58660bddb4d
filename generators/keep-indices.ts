import type { Case } from '../core/problem.ts';
import { type Tensor, tensor } from '../core/tensor.ts';
import { fieldOf, withFields } from './case-fields.ts';
import { linesAlong } from './lines-along.ts';
import type { Field, Schema } from './schema.ts';

/** The case with only the given indices of each named dimension left, in all tensors and labels that have it. */
export function keepIndices(point: Case, schema: Schema, kept: ReadonlyMap<string, readonly number[]>): Case {
  const fields = new Map<string, unknown>();
  for (const [path, field] of schema.fields) {
    const value = fieldOf(point, path);
    if (value === undefined) continue;
    if (field.kind === 'labels') fields.set(path, keepLabels(value as readonly number[], field, kept));
    else if (field.kind === 'tensor' || field.kind === 'targets')
      fields.set(path, keepEntries(value as Tensor, field, kept));
  }
  return withFields(point, fields);
}

function keepLabels(
  labels: readonly number[],
  { examples, classes, first }: Extract<Field, { kind: 'labels' }>,
  kept: ReadonlyMap<string, readonly number[]>,
): readonly number[] {
  const rows = kept.get(examples) ?? labels.map((_, i) => i);
  const left = kept.get(classes);
  return rows.map((row) => {
    const label = labels[row]!;
    return left === undefined ? label : Math.max(0, left.indexOf(label - first)) + first;
  });
}

function keepEntries(
  value: Tensor,
  field: Extract<Field, { kind: 'tensor' | 'targets' }>,
  kept: ReadonlyMap<string, readonly number[]>,
): Tensor {
  const indices = field.axes.map(({ dim, extra }, axis) => {
    const left = kept.get(dim);
    const all = Array.from({ length: value.shape[axis]! }, (_, i) => i);
    return left === undefined ? all : [...all.slice(0, extra), ...left.map((i) => i + extra)];
  });
  const result = tensor(indices.map(({ length }) => length));
  let at = 0;
  const copy = (axis: number, offset: number): void => {
    if (axis === indices.length) {
      result.data[at++] = value.data[offset]!;
      return;
    }
    for (const i of indices[axis]!) copy(axis + 1, offset * value.shape[axis]! + i);
  };
  copy(0, 0);
  if (field.kind === 'targets') {
    const axis = field.axes.findIndex(({ dim }) => dim === field.distribution);
    if (axis >= 0 && result.shape[axis]! < value.shape[axis]!) mendDistributions(result, axis);
  }
  return result;
}

/** What is left of a distribution becomes one again: a single 1 where it was one-hot, else divided by its sum. */
function mendDistributions({ shape, data }: Tensor, axis: number): void {
  for (const line of linesAlong(shape, axis)) {
    const sum = line.reduce((total, p) => total + data[p]!, 0);
    if (sum === 0) data[line[0]!] = 1;
    else if (line.some((p) => data[p] !== 0 && data[p] !== 1)) for (const p of line) data[p] = data[p]! / sum;
  }
}
