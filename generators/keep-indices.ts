import type { Case } from '../core/problem.ts';
import { type Tensor, tensor } from '../core/tensor.ts';
import { fieldOf, withFields } from './case-fields.ts';
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
  const classes = field.axes.length - 1;
  if (
    field.kind === 'targets' &&
    kept.has(field.distribution ?? '') &&
    field.axes[classes]!.dim === field.distribution
  ) {
    const width = indices[classes]!.length;
    for (let row = 0; row < result.data.length; row += width) {
      const one = result.data.subarray(row, row + width);
      if (!one.includes(1)) one.fill(0).fill(1, 0, 1);
    }
  }
  return result;
}
