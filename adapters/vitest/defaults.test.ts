import { afterEach, expect, it, vi } from 'vitest';
import { UsageError } from '../../core/errors.ts';
import { defaultsFor, shardFromEnvironment } from './defaults.ts';

afterEach(() => vi.unstubAllEnvs());

it('runs the part of a campaign that GRADCHECK_SHARD says', () => {
  expect(shardFromEnvironment()).toBeUndefined();
  vi.stubEnv('GRADCHECK_SHARD', '2/4');
  expect(shardFromEnvironment()).toEqual({ index: 2, count: 4 });
  expect(defaultsFor('a test')).toMatchObject({ shard: { index: 2, count: 4 }, seed: expect.any(Number) });
});

it.each(['3', '0/2', '3/2', 'a/b', '1/2/3'])('refuses %s', (text) => {
  vi.stubEnv('GRADCHECK_SHARD', text);
  expect(() => shardFromEnvironment()).toThrow(UsageError);
});
