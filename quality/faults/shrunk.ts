import fc from 'fast-check';
import { checkGradient } from '../../core/check-gradient.ts';
import type { Case } from '../../core/problem.ts';
import type { GradientCheck } from '../../core/results.ts';
import { gradientProperty } from '../../properties/gradient-property.ts';
import type { Planted } from './plant.ts';

/** What a campaign against a planted fault ended with. */
export interface Shrunk {
  /** The last case and its check, made afresh; undefined where the fault was not found. */
  readonly found: { readonly point: Case; readonly check: GradientCheck } | undefined;
  /** Checks made while shrinking, and the time that they took. */
  readonly calls: number;
  readonly milliseconds: number;
}

/** Looks for a planted fault and shrinks the first case that shows it. */
export function shrunk({ wrong, cases }: Planted, seed: number): Shrunk {
  let calls = 0;
  let since: number | undefined;
  const property = gradientProperty(wrong, cases, { seed });
  const run = property.run.bind(property);
  property.run = (value) => {
    if (since !== undefined) calls++;
    const failure = run(value);
    if (failure !== null) since ??= performance.now();
    return failure;
  };
  const { counterexample } = fc.check(property, { seed });
  const milliseconds = since === undefined ? 0 : performance.now() - since;
  const point = counterexample?.[0];
  return { found: point && { point, check: checkGradient(wrong, point, { seed }) }, calls, milliseconds };
}
