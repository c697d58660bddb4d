import type { Case } from '../core/problem.ts';
import { fieldOf, withFields } from './case-fields.ts';
import type { Field, Schema } from './schema.ts';
import { simplerNumbers } from './short-numbers.ts';
import type { ShrinkStep } from './shrink-step.ts';

/** Simpler options: those earlier in the list of a choice, and simpler single numbers such as lambda. */
export function shrinkOptions(point: Case, schema: Schema): readonly ShrinkStep[] {
  return [...schema.fields]
    .filter(([, { kind }]) => kind === 'choice' || kind === 'number')
    .map(([path, field]) => ({
      name: path,
      *smaller() {
        for (const simpler of simplerOptions(fieldOf(point, path), field)) {
          yield withFields(point, new Map([[path, simpler]]));
        }
      },
    }));
}

function simplerOptions(value: unknown, field: Field): readonly unknown[] {
  if (field.kind === 'choice') return field.options.slice(0, Math.max(0, field.options.indexOf(value)));
  if (field.kind !== 'number' || value === undefined) return [];
  const { least = Number.NEGATIVE_INFINITY } = field;
  return [...simplerNumbers(value as number)].filter((simpler) => !(simpler < least));
}
