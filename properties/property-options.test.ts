import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { UsageError } from '../core/errors.ts';
import { checkProperty, checkPropertyAsync } from './check-property.ts';
import { gradientProperty, gradientPropertyAsync } from './gradient-property.ts';
import { type PropertyOptions, readPropertyOptions } from './property-options.ts';

const square = { loss: (w: number) => w * w, gradient: (w: number) => 2 * w };
const cases = fc.integer({ min: -9, max: 9 }).map((n) => ({ params: n }));

const WRONG: readonly (readonly [unknown, string])[] = [
  [{ numRuns: 0 }, 'options.numRuns: expected an integer, 1 or more'],
  [{ numRuns: 2.5 }, 'options.numRuns: expected an integer, 1 or more'],
  [{ numRuns: Number.NaN }, 'options.numRuns: expected an integer, 1 or more'],
  [{ numRuns: '10' }, 'options.numRuns: expected an integer, 1 or more'],
  [{ seed: 0.5 }, 'options.seed: expected an integer'],
  [{ seed: 1, path: 'a:b' }, "options.path: expected a path such as '12:0:3'"],
  [{ seed: 1, path: '' }, "options.path: expected a path such as '12:0:3'"],
  [{ seed: 1, path: '1:' }, "options.path: expected a path such as '12:0:3'"],
  [{ seed: 1, path: 12 }, "options.path: expected a path such as '12:0:3'"],
  [{ path: '0:1' }, 'options.path: needs the seed it was printed with'],
  [{ agreeing: 1.5 }, 'options.agreeing: expected a share between 0 and 1'],
  [{ agreeing: -0.1 }, 'options.agreeing: expected a share between 0 and 1'],
  [{ agreeing: Number.NaN }, 'options.agreeing: expected a share between 0 and 1'],
  [{ cover: 5 }, 'options.cover: expected percentages by label, such as { ties: 5 }, came'],
  [{ cover: ['ties'] }, 'options.cover: expected percentages by label'],
  [{ cover: { ties: 101 } }, "options.cover['ties']: expected a percentage from 0 to 100, came"],
  [{ cover: { ties: Number.NaN } }, "options.cover['ties']: expected a percentage"],
  [{ timeLimit: 0 }, 'options.timeLimit: expected a positive number of milliseconds, came'],
  [{ timeLimit: '1s' }, 'options.timeLimit: expected a positive number of milliseconds'],
  [{ maxLosses: -1 }, 'options.maxLosses: expected a positive number of losses, came'],
  [{ shard: 2, seed: 1 }, 'options.shard: expected { index, count } with 1 <= index <= count'],
  [{ shard: { index: 0, count: 2 }, seed: 1 }, 'options.shard: expected { index, count }'],
  [{ shard: { index: 3, count: 2 }, seed: 1 }, 'options.shard: expected { index, count }'],
  [{ shard: { index: 1, count: 2 } }, 'options.shard: needs a seed, the same for all shards'],
  [{ curve: 1 }, 'options.curve: expected true or false'],
  [{ progress: true }, 'options.progress: expected a function'],
  [{ observe: 'yes' }, 'options.observe: expected true or false'],
  [{ runs: 10 }, 'options.runs: unknown; the options are '],
  [{ resolution: -1 }, 'options.resolution: expected a finite number, 0 or more'],
  [{ subgradients: 'maybe' }, 'options.subgradients: '],
  [[], 'options: expected an object'],
];

describe.each(WRONG)('of options %j', (options, message) => {
  const run = {
    checkProperty: () => checkProperty(square, cases, options as PropertyOptions),
    gradientProperty: () => gradientProperty(square, cases, options as PropertyOptions),
    gradientPropertyAsync: () => gradientPropertyAsync(square, cases, options as PropertyOptions),
  };

  test.each(Object.entries(run))('%s says what was expected and what came', (_, call) => {
    expect(call).toThrow(UsageError);
    expect(call).toThrow(message);
  });

  test('checkPropertyAsync says it by a rejection', async () => {
    await expect(checkPropertyAsync(square, cases, options as PropertyOptions)).rejects.toThrow(message);
  });
});

test('an unknown option is answered with the names of those of a check and those of a campaign', () => {
  const call = () => checkProperty(square, cases, { num_runs: 3 } as PropertyOptions);
  for (const name of ['precision', 'resolution', 'subgradients', 'numRuns', 'path', 'agreeing']) {
    expect(call).toThrow(new RegExp(`^options\\.num_runs: unknown; the options are .*\\b${name}\\b`));
  }
});

test('the defaults: 100 cases, 60% of them agreeing, no seed of its own', () => {
  expect(readPropertyOptions()).toEqual({
    check: {},
    numRuns: 100,
    agreeing: 0.6,
    cover: {},
    curve: false,
    observe: false,
  });
  expect(checkProperty(square, cases).runs.asked).toBe(100);
});

test('options of the check reach every check', () => {
  const slightlyOff = { loss: square.loss, gradient: (w: number) => 2 * w * (1 + 1e-5) };
  expect(checkProperty(slightlyOff, cases, { seed: 1 }).ok).toBe(false);
  expect(checkProperty(slightlyOff, cases, { seed: 1, rtol: 1e-4 }).ok).toBe(true);
});

test('the seed of the campaign is the seed of its checks, negative ones and 0 included', () => {
  for (const seed of [0, -7, 123456789]) {
    const { counterexample, seed: used } = checkProperty({ ...square, gradient: (w: number) => 3 * w }, cases, {
      seed,
    });
    expect(used).toBe(seed);
    expect(counterexample!.seed).toBe(seed);
    expect(counterexample!.check.seed).toBe(seed);
  }
});

test.each([
  ['a loss that is no function', { loss: 3, gradient: () => 0 }, cases],
  ['a problem without a gradient', { loss: () => 0 }, cases],
  ['cases that are no arbitrary', square, [{ params: 1 }]],
  ['cases that are left out', square, undefined],
  ['an arbitrary of something else', square, fc.constant(3)],
])('%s is the mistake of the caller: a UsageError', (_, problem, arbitrary) => {
  expect(() => checkProperty(problem as typeof square, arbitrary as typeof cases, { seed: 1 })).toThrow(UsageError);
});
