import type { PropertyOptions } from '../../properties/property-options.ts';
import { progressTeller } from '../progress-teller.ts';
import type { Terminal } from './terminal.ts';

/**
 * Runs a campaign, with its cases, losses and the time left on one line of the terminal that is cleared at the end;
 * elsewhere nothing is written.
 *
 * @param what - What is counted. Default: cases.
 */
export async function withProgress<R>(
  { err, interactive }: Terminal,
  campaign: (options: Pick<PropertyOptions, 'progress'>) => Promise<R>,
  what = 'cases',
): Promise<R> {
  if (!interactive) return campaign({});
  try {
    return await campaign({ progress: progressTeller((words) => err(`\r${words}\u001b[K`), { what }) });
  } finally {
    err('\r\u001b[K');
  }
}
