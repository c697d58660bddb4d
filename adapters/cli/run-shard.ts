import { parentPort, workerData } from 'node:worker_threads';
import { casesLike } from '../../generators/cases-like.ts';
import { checkPropertyAsync } from '../../properties/check-property.ts';
import type { PropertyOptions } from '../../properties/property-options.ts';
import { encode } from '../../reports/encode.ts';
import { loadExports } from './exports.ts';

/** What a worker is told: the file to check, and the options with the shard. */
export interface ShardTask {
  readonly file: string;
  readonly options: PropertyOptions;
}

const { file, options } = workerData as ShardTask;
const { problem, cases, example } = await loadExports(file);
const report = await checkPropertyAsync(
  { ...problem, name: problem.name ?? file },
  cases ?? casesLike(example!.params, example!.data),
  options,
);
parentPort!.postMessage(encode(report));
