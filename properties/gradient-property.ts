import fc from 'fast-check';
import { checkBriefly, checkBrieflyAsync } from '../core/check-briefly.ts';
import { checkGradient, checkGradientAsync } from '../core/check-gradient.ts';
import { describe } from '../core/describe.ts';
import { UsageError } from '../core/errors.ts';
import type { CheckOptions } from '../core/options.ts';
import type { AsyncProblem, Case, Problem } from '../core/problem.ts';
import type { GradientCheck } from '../core/results.ts';
import { checkText } from '../reports/check-text.ts';
import { boundedSource } from './bounded-source.ts';
import { breathe } from './breathe.ts';
import { type FailureKind, failureKind, sameFailure } from './failure-kind.ts';
import { GradientError } from './gradient-error.ts';
import { type PropertyOptions, readPropertyOptions } from './property-options.ts';
import { ELSEWHERE } from './sharded.ts';
import type { Witness } from './witness.ts';

/**
 * A fast-check property: the claimed gradient agrees with central differences of the loss in every case.
 *
 * It fails where a check disagrees or is invalid. While fast-check shrinks, a smaller case counts only if it fails in the
 * same way (verdict, blamed blocks, named cause), so that shrinking cannot slip from a bug into a kink.
 *
 * @param problem - The loss and its claimed gradient.
 * @param cases - An arbitrary of `{ params, data }`.
 * @param options - Those of each check; `numRuns`, `seed` and `path` belong to `fc.assert` here.
 * @example
 * const problem = { loss: ([a = 0, b = 0]: number[]) => a * b, gradient: ([a = 0, b = 0]: number[]) => [b, a] };
 * const number = fc.integer({ min: -50, max: 50 }).map((n) => n / 10);
 * const cases = fc.tuple(number, number).map((params) => ({ params }));
 * fc.assert(gradientProperty(problem, cases));
 */
export function gradientProperty<P, D>(
  problem: Problem<P, D>,
  cases: fc.Arbitrary<Case<P, D>>,
  options?: PropertyOptions,
): fc.IRawProperty<[Case<P, D>], false> {
  return observedProperty(problem, cases, checkOptionsOf(options));
}

/** {@link gradientProperty} for a loss or gradient that returns promises. */
export function gradientPropertyAsync<P, D>(
  problem: AsyncProblem<P, D>,
  cases: fc.Arbitrary<Case<P, D>>,
  options?: PropertyOptions,
): fc.IRawProperty<[Case<P, D>], true> {
  return observedPropertyAsync(problem, cases, checkOptionsOf(options));
}

/** {@link gradientProperty} with a witness of every check. */
export function observedProperty<P, D>(
  problem: Problem<P, D>,
  cases: fc.Arbitrary<Case<P, D>>,
  options: CheckOptions,
  witness?: Witness,
): fc.IRawProperty<[Case<P, D>], false> {
  expectArbitrary(cases);
  const judge = new Judge(witness);
  const property = fc.property(cases, (point) => {
    if (!judge.wants(point)) return;
    const check = judge.isShrinking ? checkBriefly : checkGradient;
    judge.hear(point, check(problem, point, options), options, problem.name);
  });
  return judge.restartOnGenerate(property);
}

/** {@link gradientPropertyAsync} with somebody told of every check. */
export function observedPropertyAsync<P, D>(
  problem: AsyncProblem<P, D>,
  cases: fc.Arbitrary<Case<P, D>>,
  options: CheckOptions,
  witness?: Witness,
): fc.IRawProperty<[Case<P, D>], true> {
  expectArbitrary(cases);
  const judge = new Judge(witness);
  const property = fc.asyncProperty(cases, async (point) => {
    await breathe();
    if (!judge.wants(point)) return;
    const check = judge.isShrinking ? checkBrieflyAsync : checkGradientAsync;
    judge.hear(point, await check(problem, point, options), options, problem.name);
  });
  return judge.restartOnGenerate(property);
}

/** Remembers in which way the first case failed, and lets only the same failure count after it. */
class Judge {
  readonly #witness: Witness | undefined;
  #first: FailureKind | undefined;

  constructor(witness: Witness | undefined) {
    this.#witness = witness;
  }

  get isShrinking(): boolean {
    return this.#first !== undefined;
  }

  /** Whether a case is to be checked; stops fast-check where a limit is reached, which then keeps the best so far. */
  wants(point: unknown): boolean {
    if (point === ELSEWHERE) return false;
    if (this.#witness?.reached(this.#first !== undefined)) throw new fc.PreconditionFailure(true);
    return true;
  }

  hear(point: Case, check: GradientCheck, options: CheckOptions, name: string | undefined): void {
    this.#witness?.saw(point, check, this.#first !== undefined);
    const kind = failureKind(check);
    if (kind === undefined || (this.#first !== undefined && !sameFailure(this.#first, kind))) return;
    this.#first ??= kind;
    throw new GradientError(checkText(check, point, options, name), check);
  }

  // fast-check generates only while nothing has failed: a new value means a new campaign.
  restartOnGenerate<T, A extends boolean>(property: fc.IRawProperty<T, A>): fc.IRawProperty<T, A> {
    const generate = property.generate.bind(property);
    property.generate = (mrng, runId) => {
      this.#first = undefined;
      return generate(boundedSource(mrng), runId);
    };
    return property;
  }
}

function checkOptionsOf(options: PropertyOptions | undefined): CheckOptions {
  if (options?.memory !== undefined) {
    throw new UsageError('options.memory: belongs to checkProperty and assertProperty; a plain property keeps nothing');
  }
  return readPropertyOptions(options).check;
}

function expectArbitrary(cases: unknown): void {
  if (typeof cases !== 'object' || cases === null || typeof (cases as { generate?: unknown }).generate !== 'function') {
    throw new UsageError(`cases: expected a fast-check arbitrary of { params, data }, came ${describe(cases)}`);
  }
}
