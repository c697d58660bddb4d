import type { AsyncProblem } from '../../core/problem.ts';
import { formatCount, formatDuration } from '../../reports/format-number.ts';
import type { Terminal } from './terminal.ts';

/** Cases between two lines of progress. */
const EVERY = 10;
/** Before that many milliseconds nobody can tell how long the rest will take. */
const SOON = 2000;
const EVALUATED = ['loss', 'valueAndGradient', 'forward'];

type Observed = AsyncProblem<unknown, unknown>;
type Called = (...args: unknown[]) => unknown;

/**
 * Runs a campaign, with its cases, losses and the time left on one line of the terminal that is cleared at the end;
 * elsewhere nothing is written.
 */
export async function withProgress<R>(
  problem: Observed,
  runs: number | undefined,
  { err, interactive }: Terminal,
  campaign: (problem: Observed) => Promise<R>,
): Promise<R> {
  if (!interactive) return campaign(problem);
  const asked = runs ?? 100;
  const start = performance.now();
  let done = 0;
  let losses = 0;
  const classify = (params: unknown, data: unknown): readonly string[] => {
    done++;
    if (done % EVERY === 0) {
      const counts = `${formatCount(done)} of ${formatCount(asked)} cases, ${formatCount(losses)} losses`;
      err(`\r${counts}${timeLeft(performance.now() - start, done / asked)}\u001b[K`);
    }
    return problem.classify?.(params, data) ?? [];
  };
  const counted = Object.entries(problem).map(([name, part]) => {
    if (!EVALUATED.includes(name) || typeof part !== 'function') return [name, part];
    return [
      name,
      (...args: unknown[]) => {
        losses++;
        return (part as Called)(...args);
      },
    ];
  });
  try {
    return await campaign({ ...Object.fromEntries(counted), classify });
  } finally {
    err('\r\u001b[K');
  }
}

function timeLeft(spent: number, share: number): string {
  return spent < SOON || share >= 1 ? '' : `, ${formatDuration((spent / share) * (1 - share))} left`;
}
