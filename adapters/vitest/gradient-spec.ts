import type fc from 'fast-check';
import { UsageError } from '../../core/errors.ts';
import type { AsyncProblem, Case, Problem } from '../../core/problem.ts';
import { casesLike } from '../../generators/cases-like.ts';
import type { PropertyOptions } from '../../properties/property-options.ts';

/** Options of a test: those of a campaign, as far as they are not given by the test itself. */
export interface GradientTestOptions extends Omit<PropertyOptions, 'memory' | 'progress' | 'signal'> {
  /** Whether failing cases are kept in `__counterexamples__/` and replayed first. Default: true, where there are files. */
  readonly memory?: boolean;
  /**
   * Plants faults in the gradient once it agrees, and reports which of them the cases catch; `'required'` fails the test
   * where one survives. Default: false.
   */
  readonly controls?: boolean | 'required';
}

/** What to draw: an arbitrary of cases, or one example from which cases of the same form are drawn. */
export type GradientTestCases<P, D> =
  | { readonly cases: fc.Arbitrary<Case<P, D>>; readonly params?: never; readonly data?: never }
  | { readonly params: P; readonly data?: D; readonly cases?: never };

/** All that a test of a gradient needs: a problem whose functions may be async, its cases, and options. */
export type GradientSpec<P, D> = (Problem<P, D> | AsyncProblem<P, D>) & GradientTestCases<P, D> & GradientTestOptions;

/** A {@link GradientSpec} in its parts. */
export interface ReadSpec<P, D> {
  readonly problem: AsyncProblem<P, D>;
  readonly cases: fc.Arbitrary<Case<P, D>>;
  /** The example that the cases are drawn like. */
  readonly example: Case<P, D> | undefined;
  readonly options: Omit<PropertyOptions, 'memory' | 'progress' | 'signal'>;
  readonly memory: boolean;
  readonly controls: boolean | 'required';
}

/** A spec whose kind of cases is not known yet. */
type Given<P, D> = GradientTestOptions & Partial<Case<P, D>> & { readonly cases?: fc.Arbitrary<Case<P, D>> };

type KeyOf<T> = T extends unknown ? keyof T : never;

// An object, so that the compiler asks for a key that a new form of problem brings.
const PROBLEM_KEYS: Readonly<Record<Exclude<KeyOf<Problem | AsyncProblem>, keyof PropertyOptions>, true>> = {
  name: true,
  loss: true,
  gradient: true,
  lossBatch: true,
  frozen: true,
  classify: true,
  valueAndGradient: true,
  forward: true,
  vjp: true,
  jvp: true,
};

/**
 * Parts what a test was given.
 *
 * @param title - Names the problem, unless it has a name.
 * @throws {@link UsageError} for a test without cases, or with two kinds of them.
 */
export function readSpec<P, D>(title: string, spec: GradientSpec<P, D>): ReadSpec<P, D> {
  if (typeof spec !== 'object' || spec === null) {
    throw new UsageError(`gradientTest('${title}'): expected { loss, gradient, cases } or another form of problem`);
  }
  const { cases, params, data, memory = true, controls = false, ...others } = spec as Given<P, D>;
  if (typeof memory !== 'boolean') throw new UsageError('options.memory: expected true or false');
  if (typeof controls !== 'boolean' && controls !== 'required') {
    throw new UsageError("options.controls: expected true, false or 'required'");
  }
  const isExample = 'params' in spec;
  if ((cases === undefined) !== isExample) {
    throw new UsageError(
      isExample
        ? `gradientTest('${title}'): give either cases or an example (params, data), not both`
        : `gradientTest('${title}'): give cases (an arbitrary of { params, data }) or an example (params, and data if any)`,
    );
  }
  const example = isExample ? ({ params, ...('data' in spec ? { data } : {}) } as Case<P, D>) : undefined;
  const isPart = ([key]: [string, unknown]): boolean => key in PROBLEM_KEYS;
  const parts = Object.entries(others);
  return {
    problem: { name: title, ...Object.fromEntries(parts.filter(isPart)) } as unknown as AsyncProblem<P, D>,
    cases: cases ?? casesLike(params as P, data),
    example,
    options: Object.fromEntries(parts.filter((part) => !isPart(part))),
    memory,
    controls,
  };
}
