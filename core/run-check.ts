import { drive, driveAsync } from './drive.ts';
import { mergeChecks } from './merge-checks.ts';
import { type Part, prepare } from './prepare.ts';
import type { GradientCheck } from './results.ts';

type Prepared = Parameters<typeof prepare>;

/** Prepares a check and drives its parts. */
export function runCheck(...given: Prepared): GradientCheck {
  const prepared = prepare(...given);
  if ('verdict' in prepared) return prepared;
  return prepared.map(({ steps, evaluator }: Part) => drive(steps, evaluator)).reduce(mergeChecks);
}

/** {@link runCheck} for functions that return promises. */
export async function runCheckAsync(...given: Prepared): Promise<GradientCheck> {
  const prepared = prepare(...given);
  if ('verdict' in prepared) return prepared;
  const checks: GradientCheck[] = [];
  for (const { steps, evaluator } of prepared) checks.push(await driveAsync(steps, evaluator));
  return checks.reduce(mergeChecks);
}
