#!/usr/bin/env node
import { existsSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Command, InvalidArgumentError } from 'commander';
import type fc from 'fast-check';
import { createJiti } from 'jiti';
import { checkGradientAsync } from './core/check-gradient.ts';
import { TreeError, UsageError } from './core/errors.ts';
import type { AsyncProblem, Case } from './core/problem.ts';
import { checkPropertyAsync } from './properties/check-property.ts';
import { prune } from './properties/memory/prune.ts';
import { checkText } from './reports/check-text.ts';
import { propertyText } from './reports/property-text.ts';

/** What a file to check exports: a problem, and one point or an arbitrary of many. */
type Exports = AsyncProblem<unknown, unknown> & {
  readonly params?: unknown;
  readonly data?: unknown;
  readonly cases?: fc.Arbitrary<Case>;
};

interface Flags {
  readonly runs?: number;
  readonly seed?: number;
}

const AGREES = 0;
const DISAGREES = 1;
const CANNOT_TELL = 2;

const program = new Command('gradcheck').description('Checks gradients that were written by hand.');

program
  .command('check')
  .description('check the gradient that a file exports')
  .argument('<file>', 'JavaScript or TypeScript with `loss`, `gradient`, and `params` (and `data`) or `cases`')
  .option('--runs <n>', 'cases to draw', whole)
  .option('--seed <n>', 'seed of every random choice', whole)
  .addHelpText('after', '\nExit code: 0 agrees, 1 disagrees or invalid, 2 cannot tell or bad usage.')
  .action(async (file: string, flags: Flags) => {
    process.exitCode = await check(file, flags);
  });

program
  .command('prune')
  .description('remove stored counterexamples that passed or no longer fitted when they were last replayed')
  .argument('[folder]', 'where to look for __counterexamples__ folders', '.')
  .action((folder: string) => {
    if (!existsSync(folder)) throw new UsageError(`${folder}: no such folder`);
    const removed = prune(resolve(folder));
    for (const { file, stored, because } of removed) {
      console.log(
        `${relative('', file)}: removed ${stored.id} of ${[stored.test, stored.property].filter((part) => part !== '').join(' > ')}: ${because}`,
      );
    }
    console.log(`${removed.length} removed`);
  });

program.exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : CANNOT_TELL));
try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof UsageError || error instanceof TreeError)) throw error;
  console.error(`gradcheck: ${error.message}`);
  process.exitCode = CANNOT_TELL;
}

async function check(file: string, { runs, seed }: Flags): Promise<number> {
  const problem = await load(file);
  const options = seed === undefined ? {} : { seed };
  const name = problem.name ?? file;
  if (problem.cases !== undefined) {
    const report = await checkPropertyAsync({ ...problem, name }, problem.cases, {
      ...options,
      ...(runs === undefined ? {} : { numRuns: runs }),
    });
    console.log(propertyText(report));
    if (report.ok) return AGREES;
    return report.runs.disagrees + report.runs.invalid > 0 ? DISAGREES : CANNOT_TELL;
  }
  if (!('params' in problem)) {
    throw new UsageError(`${file}: export \`params\` (an example point) or \`cases\` (a fast-check arbitrary)`);
  }
  const point = { params: problem.params, ...('data' in problem ? { data: problem.data } : {}) };
  const result = await checkGradientAsync(problem, point, options);
  console.log(checkText(result, point, options, name));
  if (result.verdict === 'agrees' || result.verdict === 'kink') return AGREES;
  return result.verdict === 'unresolved' ? CANNOT_TELL : DISAGREES;
}

async function load(file: string): Promise<Exports> {
  const url = pathToFileURL(resolve(file)).href;
  let module: Record<string, unknown>;
  try {
    module = await createJiti(import.meta.url).import(url);
  } catch (error) {
    throw new UsageError(`${file}: cannot be loaded: ${error instanceof Error ? error.message : String(error)}`);
  }
  const exported = { ...(module.default as object | undefined), ...module };
  if ('loss' in exported || 'gradient' in exported || 'valueAndGradient' in exported)
    return exported as unknown as Exports;
  throw new UsageError(`${file}: exports neither \`loss\` and \`gradient\` nor \`valueAndGradient\``);
}

function whole(text: string): number {
  if (!/^-?\d+$/.test(text)) throw new InvalidArgumentError('expected an integer');
  return Number(text);
}
