import { describe } from '../core/describe.ts';
import { UsageError } from '../core/errors.ts';
import { type CheckOptions, readOptions } from '../core/options.ts';
import { type MemoryOptions, type MemoryPlace, readMemoryOptions } from './memory/memory-options.ts';
import type { Shard } from './sharded.ts';

/** How far a campaign is. */
export interface Progress {
  /** Cases that were drawn and checked. */
  readonly done: number;
  readonly asked: number;
  /** Losses that were evaluated. */
  readonly losses: number;
  /** A case has failed and is made smaller; no other is drawn. */
  readonly shrinking?: true;
}

/** Options of a campaign: those of every check, and how many cases to draw. */
export interface PropertyOptions extends CheckOptions {
  /** Cases to draw. Default: 100. */
  readonly numRuns?: number;
  /** Replays one case of an earlier campaign, together with its `seed`. */
  readonly path?: string;
  /** The share of cases that must agree for a campaign without failures to pass. Default: 0.6. */
  readonly agreeing?: number;
  /** The percentage of cases that must show a label, e.g. `{ ties: 5 }`; see `coverage` in the report. Default: none. */
  readonly cover?: Readonly<Record<string, number>>;
  /**
   * Stops the campaign after so many milliseconds; what was shrunk by then is reported. Default: no limit for drawing, 10
   * seconds for shrinking.
   */
  readonly timeLimit?: number;
  /** Stops the campaign after so many losses. Default: no limit. */
  readonly maxLosses?: number;
  /** Stops an async campaign when it aborts; nothing can abort it while a sync one runs. Default: none. */
  readonly signal?: AbortSignal;
  /**
   * Measures the differences in the worst entry at twenty steps, for reports, where no case fails as well. Default: false.
   */
  readonly curve?: boolean;
  /** Is told after every check how far the campaign is, while it shrinks as well; what it throws is ignored. Default: none. */
  readonly progress?: (progress: Progress) => void;
  /** Keeps a few words and figures of every drawn case, for observations; its arrays are not kept. Default: false. */
  readonly observe?: boolean;
  /**
   * Runs every `count`-th case only, from the `index`-th on: `{ index: 1, count: 4 }` is the first of four parts, which
   * together draw just what one campaign of this seed would. Needs a `seed`. Default: all.
   */
  readonly shard?: Shard;
  /**
   * Keeps failing cases in `__counterexamples__/` beside the test file and replays them before any is drawn. For
   * `checkProperty` and `assertProperty` only; a `path` asks for its one case and leaves memory aside. Default: nothing is read or written.
   */
  readonly memory?: MemoryOptions;
}

/** The options of a campaign with their defaults, parted into those of the check and its own. */
export interface Campaign {
  readonly check: CheckOptions;
  readonly numRuns: number;
  readonly seed: number | undefined;
  readonly path: string | undefined;
  readonly agreeing: number;
  readonly cover: Readonly<Record<string, number>>;
  readonly timeLimit: number | undefined;
  readonly maxLosses: number | undefined;
  readonly signal: AbortSignal | undefined;
  readonly curve: boolean;
  readonly observe: boolean;
  readonly progress: ((progress: Progress) => void) | undefined;
  readonly shard: Shard | undefined;
  readonly memory: MemoryPlace | undefined;
}

/** @throws {@link UsageError} for an unknown option or a value of the wrong kind. */
export function readPropertyOptions(options: PropertyOptions = {}): Campaign {
  readOptions(options, [
    'numRuns',
    'path',
    'agreeing',
    'cover',
    'timeLimit',
    'maxLosses',
    'signal',
    'curve',
    'observe',
    'progress',
    'shard',
    'memory',
  ]);
  const {
    numRuns = 100,
    path,
    agreeing = 0.6,
    cover = {},
    timeLimit,
    maxLosses,
    signal,
    curve = false,
    observe = false,
    progress,
    shard,
    memory,
    seed,
    ...check
  } = options;
  if (!Number.isSafeInteger(numRuns) || numRuns < 1) {
    throw new UsageError(`options.numRuns: expected an integer, 1 or more, came ${describe(numRuns)}`);
  }
  if (path !== undefined && (typeof path !== 'string' || !/^\d+(:\d+)*$/.test(path))) {
    throw new UsageError(`options.path: expected a path such as '12:0:3', came ${describe(path)}`);
  }
  if (path !== undefined && seed === undefined) {
    throw new UsageError('options.path: needs the seed it was printed with');
  }
  if (!(agreeing >= 0 && agreeing <= 1)) {
    throw new UsageError(`options.agreeing: expected a share between 0 and 1, came ${describe(agreeing)}`);
  }
  expectCover(cover);
  expectLimit('timeLimit', timeLimit, 'milliseconds');
  expectLimit('maxLosses', maxLosses, 'losses');
  if (signal !== undefined && typeof signal?.aborted !== 'boolean') {
    throw new UsageError(`options.signal: expected an AbortSignal, came ${describe(signal)}`);
  }
  expectSwitch('curve', curve);
  expectSwitch('observe', observe);
  if (progress !== undefined && typeof progress !== 'function') {
    throw new UsageError(`options.progress: expected a function, came ${describe(progress)}`);
  }
  expectShard(shard, seed);
  return {
    check: seed === undefined ? check : { ...check, seed },
    numRuns,
    seed,
    path,
    agreeing,
    cover,
    timeLimit,
    maxLosses,
    signal,
    curve,
    observe,
    progress,
    shard: path === undefined ? shard : undefined,
    // A path asks for its one case and no other.
    memory: memory === undefined || path !== undefined ? undefined : readMemoryOptions(memory),
  };
}

function expectCover(cover: unknown): void {
  const isShares = typeof cover === 'object' && cover !== null && !Array.isArray(cover);
  if (!isShares) {
    throw new UsageError(`options.cover: expected percentages by label, such as { ties: 5 }, came ${describe(cover)}`);
  }
  for (const [label, percent] of Object.entries(cover)) {
    if (!(typeof percent === 'number' && percent >= 0 && percent <= 100)) {
      throw new UsageError(`options.cover['${label}']: expected a percentage from 0 to 100, came ${describe(percent)}`);
    }
  }
}

function expectSwitch(name: string, value: unknown): void {
  if (typeof value !== 'boolean')
    throw new UsageError(`options.${name}: expected true or false, came ${describe(value)}`);
}

function expectLimit(name: string, limit: unknown, unit: string): void {
  if (limit !== undefined && !(typeof limit === 'number' && limit > 0)) {
    throw new UsageError(`options.${name}: expected a positive number of ${unit}, came ${describe(limit)}`);
  }
}

function expectShard(shard: Partial<Shard> | undefined, seed: number | undefined): void {
  if (shard === undefined) return;
  const { index, count } = shard ?? {};
  if (!(Number.isSafeInteger(count) && Number.isSafeInteger(index) && count! >= 1 && index! >= 1 && index! <= count!)) {
    throw new UsageError(`options.shard: expected { index, count } with 1 <= index <= count, came ${describe(shard)}`);
  }
  if (seed === undefined) throw new UsageError('options.shard: needs a seed, the same for all shards');
}
