import { describe } from '../core/describe.ts';
import { UsageError } from '../core/errors.ts';
import type { PropertyReport, Verdict } from '../core/results.ts';
import { complaintOf, type Demands } from './complaint-of.ts';
import { Coverage } from './coverage.ts';
import { runsIn } from './tally.ts';

/**
 * Puts the reports of all shards of a campaign together: the runs and verdicts are those that the campaign would have had
 * unsplit, up to its first failure. What the shards spent, and what they met, is summed.
 *
 * @param reports - One of every shard, in any order.
 * @param demands - The `agreeing` and `cover` of the campaign. Defaults: 0.6 and none.
 * @throws {@link UsageError} where a shard is missing or they are of different campaigns.
 * @example
 * const problem = { loss: (w: number) => w ** 2, gradient: (w: number) => 2 * w };
 * const cases = fc.integer({ min: -30, max: 30 }).map((n) => ({ params: n / 10 }));
 * const shards = [1, 2].map((index) => checkProperty(problem, cases, { seed: 1, shard: { index, count: 2 } }));
 * mergeReports(shards).runs.agrees; // 100
 */
export function mergeReports(reports: readonly PropertyReport[], demands: Partial<Demands> = {}): PropertyReport {
  const shards = inOrder(reports);
  const [first] = shards;
  const asked = shards.reduce((sum, { runs }) => sum + runs.asked, 0);
  const history = interleaved(shards.map(({ history }) => history));
  const errors = history.map((_, run) => shards[run % shards.length]!.errors[Math.floor(run / shards.length)]!);
  const runs = runsIn(history, asked);
  const failing = history.some(isFailure) ? shards[(history.length - 1) % shards.length] : undefined;
  // Without a verdict of its own a shard may have been refused by fast-check, or stopped.
  const broken = failing ?? shards.find(({ runs, complaint }) => runs.done < runs.asked && complaint !== '');
  const coverage = together(shards);
  const complaint = broken?.complaint ?? complaintOf(runs, coverage, { agreeing: 0.6, cover: {}, ...demands });
  const { name, seed } = first!;
  const [worst] = [...shards].sort((a, b) => (b.worst?.error ?? -1) - (a.worst?.error ?? -1));
  const curve = (failing ?? worst)?.curve;
  return {
    name,
    ok: complaint === '',
    complaint,
    runs,
    ...(failing?.counterexample ? { counterexample: failing.counterexample } : {}),
    ...(worst?.worst ? { worst: worst.worst } : {}),
    ...(curve ? { curve } : {}),
    evaluations: {
      loss: shards.reduce((sum, { evaluations }) => sum + evaluations.loss, 0),
      gradient: shards.reduce((sum, { evaluations }) => sum + evaluations.gradient, 0),
    },
    resolution: Math.max(...shards.map(({ resolution }) => resolution)),
    seed,
    coverage: coverage.rows(),
    notes: [...new Set(shards.flatMap(({ notes }) => notes))],
    history,
    errors,
  };
}

function inOrder(reports: readonly PropertyReport[]): readonly PropertyReport[] {
  const count = reports[0]?.shard?.count;
  if (count === undefined) {
    throw new UsageError(`reports: expected those of the shards of a campaign, came ${describe(reports)}`);
  }
  const shards = [...reports].sort((a, b) => (a.shard?.index ?? 0) - (b.shard?.index ?? 0));
  for (let index = 1; index <= Math.max(count, shards.length); index++) {
    if (shards[index - 1]?.shard?.index !== index) {
      throw new UsageError(`reports: expected one of each of ${count} shards; number ${index} is missing or not alone`);
    }
  }
  const [{ name, seed }] = shards as [PropertyReport];
  for (const other of shards) {
    if (other.name !== name || other.seed !== seed || other.shard?.count !== count) {
      throw new UsageError(
        `reports: of different campaigns: '${name}', seed ${seed}, ${count} shards, and '${other.name}', seed ${other.seed}, ${other.shard?.count} shards`,
      );
    }
  }
  return shards;
}

/** The verdicts in the order of the runs, up to the first failure or the first run that was not made. */
function interleaved(histories: readonly (readonly Verdict[])[]): readonly Verdict[] {
  const history: Verdict[] = [];
  for (let run = 0; ; run++) {
    const verdict = histories[run % histories.length]![Math.floor(run / histories.length)];
    if (verdict === undefined) return history;
    history.push(verdict);
    if (isFailure(verdict) && isLast(histories, run)) return history;
  }
}

function isFailure(verdict: Verdict): boolean {
  return verdict === 'disagrees' || verdict === 'invalid';
}

/** A shard ends with the case that failed; an invalid one in its midst was none (a loss that is not finite). */
function isLast(histories: readonly (readonly Verdict[])[], run: number): boolean {
  return histories[run % histories.length]!.length === Math.floor(run / histories.length) + 1;
}

function together(shards: readonly PropertyReport[]): Coverage {
  const coverage = new Coverage();
  coverage.cases = shards.reduce((sum, { runs }) => sum + runs.done, 0);
  for (const { coverage: rows } of shards) for (const row of rows) coverage.add(row);
  return coverage;
}
