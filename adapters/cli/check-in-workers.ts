import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { UsageError } from '../../core/errors.ts';
import type { PropertyReport } from '../../core/results.ts';
import { mergeReports } from '../../properties/merge-reports.ts';
import type { PropertyOptions } from '../../properties/property-options.ts';
import { decode } from '../../reports/decode.ts';
import type { Json } from '../../reports/encode.ts';

/** Through jiti, so that a worker loads TypeScript as well. */
const START = `
  const { workerData } = require('node:worker_threads');
  import(workerData.jiti).then(({ createJiti }) => createJiti(workerData.entry).import(workerData.entry));
`;

/**
 * Splits a campaign over workers by shards of one seed: the counts, and the first failure with its path, are those of the
 * campaign unsplit.
 *
 * @param file - Exports the problem, and its cases or an example.
 * @param workers - How many; each loads the file for itself.
 * @throws {@link UsageError} where a worker ends in an error.
 */
export async function checkInWorkers(
  file: string,
  { seed = Math.floor(Math.random() * 2 ** 31), ...options }: PropertyOptions,
  workers: number,
): Promise<PropertyReport> {
  const shards = Array.from({ length: workers }, (_, i) => ({ index: i + 1, count: workers }));
  const reports = await Promise.all(shards.map((shard) => reportOf(file, { ...options, seed, shard })));
  const { agreeing, cover } = options;
  return mergeReports(reports, { ...(agreeing === undefined ? {} : { agreeing }), ...(cover ? { cover } : {}) });
}

function reportOf(file: string, options: PropertyOptions): Promise<PropertyReport> {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  const entry = fileURLToPath(new URL(`./run-shard.${extension}`, import.meta.url));
  return new Promise((resolve, reject) => {
    const worker = new Worker(START, {
      eval: true,
      workerData: { jiti: import.meta.resolve('jiti'), entry, file, options },
    });
    worker.once('message', (json: Json) => resolve(decode(json) as PropertyReport));
    worker.once('error', (error) => reject(new UsageError(`a worker for ${file} failed: ${error.message}`)));
    worker.once('exit', (code) => reject(new UsageError(`a worker for ${file} ended with ${code} and no report`)));
  });
}
