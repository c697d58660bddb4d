import { describe } from '../core/describe.ts';
import { UsageError } from '../core/errors.ts';
import type { CheckOptions } from '../core/options.ts';
import type { Counterexample } from '../core/results.ts';
import { encode } from './encode.ts';
import { toCode } from './to-code.ts';

/** How the emitted test finds the problem, and how it checks it; all may be left out. */
export interface EmitOptions {
  /** What the test imports: `name` from the module `from`. Default: `problem` from `'./your-problem.ts'`. */
  readonly problem?: { readonly name: string; readonly from: string };
  /** The title of the test. Default: `the gradient agrees at a case that once failed`. */
  readonly title?: string;
  /** The options with which the case was checked. Default: none. */
  readonly check?: CheckOptions;
}

/**
 * A vitest file that checks one case, written out as code with every float exact. It needs no arbitrary and no seed: it
 * fails as the case did, and passes once the gradient is mended.
 *
 * @param counterexample - From a `PropertyReport`, or any case with its check.
 * @throws UsageError for a name that no export can have.
 * @throws TreeError for a case that is more than data, e.g. holds a function or an instance of a class.
 * @example
 * const square = { loss: (w: number) => w ** 2, gradient: (w: number) => 3 * w };
 * const report = checkProperty(square, fc.constant({ params: 1 }));
 * emitTest(report.counterexample!, { problem: { name: 'square', from: './square.ts' } }).split('\n')[2]; // 'import { square } from \'./square.ts\';'
 */
export function emitTest(
  { case: point, check }: Pick<Counterexample, 'case' | 'check'>,
  {
    problem = { name: 'problem', from: './your-problem.ts' },
    title = 'the gradient agrees at a case that once failed',
    check: options = {},
  }: EmitOptions = {},
): string {
  if (!/^[A-Za-z_$][\w$]*$/.test(problem.name)) {
    throw new UsageError(`options.problem.name: expected the name of an export, came ${describe(problem.name)}`);
  }
  encode(point, '');
  const found =
    check.verdict === 'invalid'
      ? [`invalid (${check.reason})`, check.message]
      : [[check.verdict, ...check.blame].join(' '), ...check.diagnoses.map(({ message }) => message)];
  const comment = `Found: ${found.join('\n')}`.split(/[\n\r\u2028\u2029]+/).map((line) => `// ${line}`);
  const code = (value: unknown): string => toCode(value, '  ', Number.POSITIVE_INFINITY);
  const rest = Object.keys(options).length === 0 ? '' : `, ${code(options)}`;
  return `import { assertGradient } from 'gradcheck';
import { test } from 'vitest';
import { ${problem.name} } from ${toCode(problem.from)};

${comment.join('\n')}
test(${toCode(title)}, () => {
  assertGradient(${problem.name}, ${code(point)}${rest});
});
`;
}
