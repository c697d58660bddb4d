import type { Case } from '../core/problem.ts';
import type { Schema } from './schema.ts';
import { shrinkOptions } from './shrink-options.ts';
import { shrinkSizes } from './shrink-sizes.ts';
import type { ShrinkStep } from './shrink-step.ts';
import { shrinkTargets } from './shrink-targets.ts';
import { shrinkValues } from './shrink-values.ts';

/**
 * All the ways to make a case smaller, the boldest first: sizes (all at once, then one by one, then two that are equal),
 * options, labels and targets, then values block by block to distinct short numbers and to zero, last single entries. Shape
 * and values always shrink together.
 *
 * @param first - Other steps, bolder than all of these.
 * @param from - The step that made the case. All before it have just failed, so they come at the end; single entries wait
 * for everything else. Default: the first.
 */
export function shrinkCase(
  point: Case,
  schema: Schema,
  first: readonly ShrinkStep[] = [],
  from?: unknown,
): readonly ShrinkStep[] {
  const bold = [
    ...first,
    ...shrinkSizes(point, schema),
    ...shrinkOptions(point, schema),
    ...shrinkTargets(point, schema),
  ];
  const values = shrinkValues(point, schema);
  const steps = [...bold, ...values.filter(({ fine }) => !fine), ...values.filter(({ fine }) => fine)];
  const at = Math.max(
    0,
    steps.findIndex(({ name }) => name === from),
  );
  const before = steps.slice(0, at);
  const after = steps.slice(at);
  return steps[at]?.fine
    ? [...after, ...before]
    : [...after.filter(({ fine }) => !fine), ...before, ...after.filter(({ fine }) => fine)];
}
