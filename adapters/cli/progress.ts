import type { AsyncProblem } from '../../core/problem.ts';
import type { Terminal } from './terminal.ts';

/** Cases between two lines of progress. */
const EVERY = 10;

type Observed = AsyncProblem<unknown, unknown>;

/** Runs a campaign, counting its cases on one line of the terminal that is cleared at the end; elsewhere nothing is written. */
export async function withProgress<R>(
  problem: Observed,
  runs: number | undefined,
  { err, interactive }: Terminal,
  campaign: (problem: Observed) => Promise<R>,
): Promise<R> {
  if (!interactive) return campaign(problem);
  let done = 0;
  const classify = (params: unknown, data: unknown): readonly string[] => {
    done++;
    if (done % EVERY === 0) err(`\r${done} of ${runs ?? 100} cases`);
    return problem.classify?.(params, data) ?? [];
  };
  try {
    return await campaign({ ...problem, classify });
  } finally {
    err('\r\u001b[K');
  }
}
