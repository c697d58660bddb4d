import fc from 'fast-check';
import { checkGradient, checkGradientAsync } from '../core/check-gradient.ts';
import { UsageError } from '../core/errors.ts';
import type { AsyncProblem, Case, Problem } from '../core/problem.ts';
import type { GradientCheck, PropertyReport } from '../core/results.ts';
import { observedProperty, observedPropertyAsync } from './gradient-property.ts';
import { type Campaign, type PropertyOptions, readPropertyOptions } from './property-options.ts';
import { Tally } from './tally.ts';

/**
 * Checks a gradient over many drawn cases and reports what was found; never throws for a failure.
 *
 * A failing case is shrunk to a minimal one that fails in the same way. A campaign passes only if no case failed, all
 * were run, and at least the share `agreeing` of them could be judged and agreed: kinks and noise do not pass for proof.
 *
 * @param problem - The loss and its claimed gradient.
 * @param cases - An arbitrary of `{ params, data }`.
 * @throws {@link UsageError} for a problem, an arbitrary or an option of the wrong form.
 * @example
 * const problem = { loss: (w: number) => w ** 3, gradient: (w: number) => 3 * w ** 2 };
 * const cases = fc.integer({ min: -30, max: 30 }).map((n) => ({ params: n / 10 }));
 * checkProperty(problem, cases).ok; // true
 */
export function checkProperty<P, D>(
  problem: Problem<P, D>,
  cases: fc.Arbitrary<Case<P, D>>,
  options?: PropertyOptions,
): PropertyReport {
  const campaign = readPropertyOptions(options);
  const tally = new Tally(problem.name ?? 'gradient', campaign);
  const details = fc.check(
    observedProperty(problem, cases, campaign.check, tally.observer),
    parametersOf(cases, campaign),
  );
  const point = counterexampleOf(details);
  return tally.report(details, point, point && checkGradient(problem, point, campaign.check));
}

/** {@link checkProperty} for a loss or gradient that returns promises. */
export async function checkPropertyAsync<P, D>(
  problem: AsyncProblem<P, D>,
  cases: fc.Arbitrary<Case<P, D>>,
  options?: PropertyOptions,
): Promise<PropertyReport> {
  const campaign = readPropertyOptions(options);
  const tally = new Tally(problem.name ?? 'gradient', campaign);
  const property = observedPropertyAsync(problem, cases, campaign.check, tally.observer);
  const details = await fc.check(property, parametersOf(cases, campaign));
  const point = counterexampleOf(details);
  const fresh: GradientCheck | undefined = point && (await checkGradientAsync(problem, point, campaign.check));
  return tally.report(details, point, fresh);
}

function parametersOf<P, D>(
  cases: fc.Arbitrary<Case<P, D>>,
  { numRuns, seed, path }: Campaign,
): fc.Parameters<[Case<P, D>]> {
  if (seed === undefined) return { numRuns };
  if (path === undefined) return { numRuns, seed };
  // With a path, fast-check goes on to the siblings of a case that passes, and would report one of them.
  return { seed, numRuns: 1, examples: [[caseAt(cases, seed, path)]] };
}

function caseAt<P, D>(cases: fc.Arbitrary<Case<P, D>>, seed: number, path: string): Case<P, D> {
  let found: Case<P, D>[] = [];
  try {
    found = fc.sample(cases, { seed, path, numRuns: 1 });
  } catch {
    // fast-check throws where a step leads nowhere, and gives nothing where the last one does.
  }
  if (found.length === 0) throw new UsageError(`options.path: '${path}' leads to no case of seed ${seed}`);
  return found[0]!;
}

function counterexampleOf<P, D>(details: fc.RunDetails<[Case<P, D>]>): Case<P, D> | undefined {
  return details.counterexample?.[0];
}
