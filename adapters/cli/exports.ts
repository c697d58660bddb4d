import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type fc from 'fast-check';
import { createJiti } from 'jiti';
import { describe, listed } from '../../core/describe.ts';
import { UsageError } from '../../core/errors.ts';
import type { AsyncProblem, Case } from '../../core/problem.ts';

/** What a file to check exports: a problem, and one example of a case or an arbitrary of many. */
export interface Exports {
  readonly problem: AsyncProblem<unknown, unknown>;
  /** The export that holds the problem; undefined where its functions are exports themselves. */
  readonly holder: 'default' | 'problem' | undefined;
  /** What belongs to the problem or its cases and is an export of its own. */
  readonly named: readonly string[];
  readonly example: Case | undefined;
  readonly cases: fc.Arbitrary<Case> | undefined;
}

const FORMS = [['loss', 'gradient'], ['valueAndGradient'], ['forward', 'vjp'], ['forward', 'jvp']];
const PARTS = [...new Set(FORMS.flat()), 'lossBatch', 'frozen', 'classify', 'name', 'precision'];

/**
 * Loads a file, TypeScript or JavaScript, and finds the problem in it: named exports, an export `problem`, or the default
 * export. `params` and `data`, or `cases`, stand beside it or in it.
 *
 * @throws {@link UsageError} where the file cannot be loaded or lacks something.
 */
export async function loadExports(file: string): Promise<Exports> {
  const module = await load(file);
  const holder = isProblem(module)
    ? undefined
    : (['problem', 'default'] as const).find((name) => isProblem(module[name]));
  const source = holder === undefined ? module : (module[holder] as Record<string, unknown>);
  if (!isProblem(source)) {
    const names = Object.keys(module);
    throw new UsageError(
      `${file}: exports ${names.length === 0 ? 'nothing' : listed(names)}, expected \`loss\` and \`gradient\`, \`valueAndGradient\`, or \`forward\` and \`vjp\` or \`jvp\`; rename what you have, or export const problem = { loss: ..., gradient: ... }`,
    );
  }
  const parts = PARTS.filter((name) => source[name] !== undefined);
  const all: Record<string, unknown> = holder === undefined ? module : { ...module, ...source };
  const { params, data, cases } = all;
  if (cases !== undefined && typeof (cases as Partial<fc.Arbitrary<Case>>).generate !== 'function') {
    throw new UsageError(
      `${file}: cases: expected a fast-check arbitrary of { params, data }, came ${describe(cases)}`,
    );
  }
  const given = cases !== undefined ? ['cases'] : ['params', 'data'].filter((name) => all[name] !== undefined);
  return {
    // Bound, since they may be methods of a class.
    problem: Object.fromEntries(parts.map((name) => [name, bound(source, name)])) as unknown as Exports['problem'],
    holder,
    named: [
      ...(holder === undefined ? parts : []),
      ...given.filter((name) => holder === undefined || !(name in source)),
    ],
    example: params === undefined ? undefined : { params, ...(data === undefined ? {} : { data }) },
    cases: cases as Exports['cases'],
  };
}

function isProblem(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && FORMS.some((form) => form.every((name) => name in value));
}

function bound(source: Record<string, unknown>, name: string): unknown {
  const part = source[name];
  return typeof part === 'function' ? part.bind(source) : part;
}

async function load(file: string): Promise<Record<string, unknown>> {
  if (!existsSync(file)) throw new UsageError(`${file}: no such file`);
  try {
    return await createJiti(import.meta.url, { interopDefault: false }).import(pathToFileURL(resolve(file)).href);
  } catch (error) {
    throw new UsageError(`${file}: cannot be loaded: ${error instanceof Error ? error.message : String(error)}`);
  }
}
