import { describe } from '../core/describe.ts';
import { UsageError } from '../core/errors.ts';
import { type CheckOptions, readOptions } from '../core/options.ts';

/** Options of a campaign: those of every check, and how many cases to draw. */
export interface PropertyOptions extends CheckOptions {
  /** Cases to draw. Default: 100. */
  readonly numRuns?: number;
  /** Replays one case of an earlier campaign, together with its `seed`. */
  readonly path?: string;
  /** The share of cases that must agree for a campaign without failures to pass. Default: 0.6. */
  readonly agreeing?: number;
}

/** The options of a campaign with their defaults, parted into those of the check and its own. */
export interface Campaign {
  readonly check: CheckOptions;
  readonly numRuns: number;
  readonly seed: number | undefined;
  readonly path: string | undefined;
  readonly agreeing: number;
}

/** @throws {@link UsageError} for an unknown option or a value of the wrong kind. */
export function readPropertyOptions(options: PropertyOptions = {}): Campaign {
  readOptions(options, ['numRuns', 'path', 'agreeing']);
  const { numRuns = 100, path, agreeing = 0.6, seed, ...check } = options;
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
  return { check: seed === undefined ? check : { ...check, seed }, numRuns, seed, path, agreeing };
}
