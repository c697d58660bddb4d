import type fc from 'fast-check';
import { checkGradientAsync } from '../../core/check-gradient.ts';
import type { AsyncProblem, Case } from '../../core/problem.ts';
import { checkPropertyAsync } from '../../properties/check-property.ts';
import { failureKind } from '../../properties/failure-kind.ts';
import { type PropertyOptions, readPropertyOptions } from '../../properties/property-options.ts';
import { checkText } from '../../reports/check-text.ts';
import { propertyText } from '../../reports/property-text.ts';
import { defaultsFor } from './defaults.ts';
import { timeLimitOf } from './time-limit-of.ts';

/** What vitest tells a matcher; the test is there on all versions, though not in their types. */
export interface MatcherThis {
  readonly isNot: boolean;
  readonly currentTestName?: string;
  readonly task?: { readonly timeout: number; readonly result?: { readonly startTime?: number } };
}

/** What was found: a gradient can be right, wrong, or neither of them for sure. */
interface Found {
  readonly right: boolean;
  readonly wrong: boolean;
  readonly text: string;
}

/**
 * The matcher `await expect(problem).toHaveCorrectGradient(at, options?)`. With `.not` it asks for a gradient that is
 * wrong: one that cannot be judged satisfies neither.
 *
 * @param problem - In any of its forms; its functions may be async.
 * @param at - One point `{ params, data }`, or an arbitrary of many: then a campaign is run, within the time that is left
 * to the test.
 * @throws UsageError for a problem, a point or an option of the wrong form.
 * @example
 * import 'gradcheck/vitest';
 *
 * const square = { loss: (w: number) => w ** 2, gradient: (w: number) => 2 * w };
 * await expect(square).toHaveCorrectGradient({ params: 3 });
 * await expect({ ...square, gradient: (w: number) => 3 * w }).not.toHaveCorrectGradient({ params: 3 });
 */
export async function toHaveCorrectGradient(
  this: MatcherThis,
  problem: AsyncProblem,
  at: Case | fc.Arbitrary<Case>,
  options: PropertyOptions = {},
): Promise<{ pass: boolean; message: () => string }> {
  const { isNot, currentTestName = '', task } = this;
  const defaults = defaultsFor(currentTestName);
  const { right, wrong, text } = isArbitrary(at)
    ? await campaign(problem, at, { ...defaults, ...withTimeLimit(task), ...options })
    : await oneCheck(problem, at, { ...readPropertyOptions(defaults).check, ...options });
  return {
    pass: isNot ? !wrong : right,
    message: () => (isNot ? `expected a gradient that is wrong\n\n${text}` : text),
  };
}

async function campaign(problem: AsyncProblem, cases: fc.Arbitrary<Case>, options: PropertyOptions): Promise<Found> {
  const report = await checkPropertyAsync(problem, cases, options);
  const failure = report.counterexample && failureKind(report.counterexample.check);
  return { right: report.ok, wrong: failure !== undefined, text: propertyText(report, replay) };
}

function replay(options: string): string {
  return `await expect(problem).toHaveCorrectGradient(cases, ${options})`;
}

async function oneCheck(problem: AsyncProblem, point: Case, options: PropertyOptions): Promise<Found> {
  const check = await checkGradientAsync(problem, point, options);
  return {
    right: check.verdict === 'agrees' || check.verdict === 'kink',
    wrong: failureKind(check) !== undefined,
    text: checkText(check, point, options, problem.name),
  };
}

function isArbitrary(at: Case | fc.Arbitrary<Case>): at is fc.Arbitrary<Case> {
  return typeof (at as { readonly generate?: unknown } | null)?.generate === 'function';
}

function withTimeLimit(task: MatcherThis['task']): Pick<PropertyOptions, 'timeLimit'> {
  const start = task?.result?.startTime;
  const timeLimit = task && timeLimitOf(task, start === undefined ? 0 : Date.now() - start);
  return timeLimit === undefined ? {} : { timeLimit };
}
