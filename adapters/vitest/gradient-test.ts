import { type TestContext, test } from 'vitest';
import type { GradientSpec } from './gradient-spec.ts';
import { calledFrom, pointingTo } from './pointing-to.ts';
import { runGradientTest } from './run-gradient-test.ts';

/** Declares tests of gradients, with the modifiers of vitest's own `test`. */
export interface GradientTest {
  /** @param timeout - Of the test, in milliseconds; its campaign ends before. Default: that of vitest. */
  <P, D>(name: string, spec: GradientSpec<P, D>, timeout?: number): void;
  readonly only: GradientTest;
  readonly skip: GradientTest;
  readonly concurrent: GradientTest;
  /** Passes where the gradient is wrong, or cannot be judged. */
  readonly fails: GradientTest;
  readonly todo: (name: string) => void;
  readonly skipIf: (condition: unknown) => GradientTest;
  readonly runIf: (condition: unknown) => GradientTest;
  /** One test for each row; the name may hold `%s` or `$key`, and a row that is an array comes as several arguments. */
  readonly each: EachGradientTest;
}

/** Takes the rows, then what is to be tested for each of them. */
export interface EachGradientTest {
  <Row extends readonly unknown[]>(rows: readonly (readonly [...Row])[]): ForEachRow<Row>;
  <Row>(rows: readonly Row[]): ForEachRow<[row: Row]>;
}

/** Tests each of the rows. */
export type ForEachRow<Row extends readonly unknown[]> = <P, D>(
  name: string,
  specOf: (...row: Row) => GradientSpec<P, D>,
  timeout?: number,
) => void;

/**
 * Declares a vitest test: the claimed gradient agrees with central differences of its loss in every case that is drawn.
 *
 * The cases come from `cases`, an arbitrary of `{ params, data }`, or are drawn like the one example in `params` and
 * `data`, which is checked as well. Functions may be async. A failure is shrunk, its report is the message, and its
 * case is kept in `__counterexamples__/` and replayed first from then on (`memory: false` keeps nothing). The seed is made from the
 * full name of the test, unless `seed`, the variable GRADCHECK_SEED (an integer, or `random`) or the plugin says
 * another. A campaign ends at 80% of the timeout of its test with what it found by then. Seed, verdict and numbers are in
 * `task.meta.gradcheck` and in an annotation. With `controls`, faults are planted in the gradient once it agrees: see
 * `checkDetection`.
 *
 * @param name - The title of the test.
 * @param spec - A problem in any of its forms, `cases` or `params` and `data`, and options of a campaign.
 * @throws UsageError, as a failure of the test, for a problem, cases or an option of the wrong form.
 * @example
 * const cube = { loss: (w: number) => w ** 3, gradient: (w: number) => 3 * w ** 2 };
 * gradientTest('the cube', { ...cube, params: 0.5 });
 * gradientTest('the cube of eighths', { ...cube, cases: fc.integer({ min: -40, max: 40 }).map((n) => ({ params: n / 8 })) });
 * gradientTest.each([2, 3])('the power %i', (k) => ({
 *   loss: (w: number) => w ** k,
 *   gradient: (w: number) => k * w ** (k - 1),
 *   params: 0.5,
 * }));
 */
export const gradientTest: GradientTest = declaring(test);

type Declare = Pick<typeof test.only, 'only' | 'skip' | 'concurrent' | 'fails' | 'todo' | 'for'> &
  ((name: string, options: { timeout?: number }, body: (context: TestContext) => Promise<void>) => void);

function declaring(declare: Declare): GradientTest {
  const declared = <P, D>(name: string, spec: GradientSpec<P, D>, timeout?: number): void => {
    const here = calledFrom(declared);
    declare(name, optionsOf(timeout), (context) => pointingTo(here, runGradientTest(context, spec)));
  };
  const each = <Row>(rows: readonly Row[]): ForEachRow<unknown[]> =>
    function declaredForEach(name, specOf, timeout): void {
      const here = calledFrom(declaredForEach);
      // Unlike `each`, `for` hands over the context of the test.
      declare.for(rows)(name, optionsOf(timeout), (row, context) =>
        pointingTo(here, runGradientTest(context, specOf(...(Array.isArray(row) ? row : [row])))),
      );
    };
  // Getters, since each modifier has all the others again.
  const modifiers = {
    each,
    todo: (name: string): void => declare.todo(name),
    skipIf: (condition: unknown) => declaring(condition ? declare.skip : declare),
    runIf: (condition: unknown) => declaring(condition ? declare : declare.skip),
    get only(): GradientTest {
      return declaring(declare.only);
    },
    get skip(): GradientTest {
      return declaring(declare.skip);
    },
    get concurrent(): GradientTest {
      return declaring(declare.concurrent);
    },
    get fails(): GradientTest {
      return declaring(declare.fails);
    },
  };
  return Object.defineProperties(declared, Object.getOwnPropertyDescriptors(modifiers)) as GradientTest;
}

function optionsOf(timeout: number | undefined): { timeout?: number } {
  return timeout === undefined ? {} : { timeout };
}
