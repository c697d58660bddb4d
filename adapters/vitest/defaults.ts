import { inject } from 'vitest';
import { describe } from '../../core/describe.ts';
import { UsageError } from '../../core/errors.ts';
import type { PropertyOptions } from '../../properties/property-options.ts';

/** What all tests of a project share. */
export interface GradcheckDefaults
  extends Omit<PropertyOptions, 'memory' | 'path' | 'progress' | 'seed' | 'shard' | 'signal'> {
  /**
   * Seed of every test; `'random'` draws another one for each test and run, which its report states. The variable
   * GRADCHECK_SEED goes before it. Default: made from the full name of the test, so that every run draws the same cases.
   */
  readonly seed?: number | 'random';
}

/** The name under which the plugin hands its options to the tests. */
export const PROVIDED = 'gradcheck';

/**
 * The options that hold for a test where it says nothing itself: those of the plugin, and a seed.
 *
 * @param fullName - The name of the test with its suites.
 * @throws {@link UsageError} for a GRADCHECK_SEED that is no integer, or a GRADCHECK_SHARD that is no part.
 */
export function defaultsFor(fullName: string): PropertyOptions {
  const { seed: shared, ...options } = (inject(PROVIDED as never) ?? {}) as GradcheckDefaults;
  const seed = seedFromEnvironment() ?? shared ?? hash(fullName);
  const shard = shardFromEnvironment();
  return {
    ...options,
    seed: seed === 'random' ? Math.floor(Math.random() * 2 ** 31) : seed,
    ...(shard ? { shard } : {}),
  };
}

/** The seed in the variable GRADCHECK_SEED, if it is set. */
export function seedFromEnvironment(): number | 'random' | undefined {
  const text = globalThis.process?.env?.GRADCHECK_SEED ?? '';
  if (text === '') return undefined;
  if (text === 'random') return text;
  const seed = Number(text);
  if (Number.isSafeInteger(seed)) return seed;
  throw new UsageError(`GRADCHECK_SEED: expected an integer or 'random', came ${describe(text)}`);
}

/** The part of every campaign to run, as the variable GRADCHECK_SHARD says: `2/4` is the second of four. */
export function shardFromEnvironment(): { readonly index: number; readonly count: number } | undefined {
  const text = globalThis.process?.env?.GRADCHECK_SHARD ?? '';
  if (text === '') return undefined;
  const [, index, count] = (/^(\d+)\/(\d+)$/.exec(text) ?? []).map(Number) as [unknown, number?, number?];
  if (index !== undefined && count !== undefined && index >= 1 && index <= count) return { index, count };
  throw new UsageError(`GRADCHECK_SHARD: expected a part such as 1/4, came ${describe(text)}`);
}

/** FNV-1a, 31 bits: short enough to copy. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const character of text) value = Math.imul(value ^ character.codePointAt(0)!, 0x01000193);
  return value >>> 1;
}
