import { UsageError } from '../../core/errors.ts';
import { type Campaign, type Progress, type PropertyOptions, readPropertyOptions } from '../property-options.ts';

/** Options of a campaign that mean nothing where faults are planted. */
const NOT_HERE = ['path', 'cover', 'curve', 'observe', 'shard', 'memory'] as const;

/** Options of {@link checkDetection}: those of the checks, and of the small campaign that every fault is put through. */
export interface DetectionOptions extends Omit<PropertyOptions, (typeof NOT_HERE)[number]> {
  /** Cases drawn for every fault; it is tried until one of them catches it. Default: 40. */
  readonly numRuns?: number;
  /** Is told after every fault how many were tried; what it throws is ignored. Default: none. */
  readonly progress?: (progress: Progress) => void;
}

/** @throws {@link UsageError} for an unknown option, a value of the wrong kind, or one that has no meaning here. */
export function readDetectionOptions(options: DetectionOptions): Campaign {
  for (const name of NOT_HERE) {
    if ((options as PropertyOptions)?.[name] === undefined) continue;
    throw new UsageError(`options.${name}: has no meaning where faults are planted; leave it out`);
  }
  return readPropertyOptions(options);
}
