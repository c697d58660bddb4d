import { afterEach, expect, test, vi } from 'vitest';
import { defaultsFor } from './defaults.ts';
import { gradcheck } from './gradcheck.ts';

afterEach(() => vi.unstubAllEnvs());

const provided = (options: Parameters<typeof gradcheck>[0]): unknown =>
  (gradcheck(options).config() as { test: { provide: { gradcheck: unknown } } }).test.provide.gradcheck;

test('the plugin hands its options to the tests', () => {
  expect(provided({ numRuns: 7, seed: 'random' })).toEqual({ numRuns: 7, seed: 'random' });
});

test('GRADCHECK_SEED goes before the seed of the plugin, also where tests see no environment', () => {
  vi.stubEnv('GRADCHECK_SEED', '-12');
  expect(provided({ seed: 3 })).toEqual({ seed: -12 });
  expect(defaultsFor('any test')).toEqual({ seed: -12 });
});

test('the plugin refuses an option that no campaign has', () => {
  expect(() => gradcheck({ numRun: 7 } as object)).toThrow('options.numRun: unknown');
  expect(() => gradcheck({ numRuns: 0.5 })).toThrow('options.numRuns: expected an integer');
});

test('GRADCHECK_SEED must be an integer or random', () => {
  vi.stubEnv('GRADCHECK_SEED', 'twelve');
  expect(() => defaultsFor('any test')).toThrow("GRADCHECK_SEED: expected an integer or 'random', came a string");
});

test('a random seed is another one each time; without one it comes from the name', () => {
  expect(defaultsFor('a').seed).toBe(defaultsFor('a').seed);
  expect(defaultsFor('a').seed).not.toBe(defaultsFor('b').seed);
  vi.stubEnv('GRADCHECK_SEED', 'random');
  const seeds = new Set(Array.from({ length: 20 }, () => defaultsFor('a').seed));
  expect(seeds.size).toBeGreaterThan(15);
  for (const seed of seeds) expect(Number.isSafeInteger(seed)).toBe(true);
});
