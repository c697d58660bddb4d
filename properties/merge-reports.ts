import { describe } from '../core/describe.ts';
import { UsageError } from '../core/errors.ts';
import type { PropertyReport, Verdict } from '../core/results.ts';
import { complaintOf, type Demands } from './complaint-of.ts';
import { Coverage } from './coverage.ts';
import { curveLosses } from './curve-losses.ts';
import { runsIn } from './tally.ts';

/**
 * Puts the reports of all shards of a campaign together. Where no case fails, the result is what the campaign would have
 * reported unsplit. Where one does, so are its verdicts up to the first failure and its counterexample; what the shards spent
 * and met beyond that is counted as well.
 *
 * @param reports - One of every shard, in any order.
 * @param demands - The `agreeing` and `cover` of the campaign. Default: those that the shards were given.
 * @throws UsageError where a shard is missing or they are of different campaigns.
 * @example
 * const problem = { loss: (w: number) => w ** 2, gradient: (w: number) => 2 * w };
 * const cases = fc.integer({ min: -30, max: 30 }).map((n) => ({ params: n / 10 }));
 * const shards = [1, 2].map((index) => checkProperty(problem, cases, { seed: 1, shard: { index, count: 2 } }));
 * mergeReports(shards).runs.agrees; // 100
 */
export function mergeReports(reports: readonly PropertyReport[], demands: Partial<Demands> = {}): PropertyReport {
  const shards = inOrder(reports);
  const [first] = shards as [PropertyReport];
  const history = interleaved(shards.map(({ history }) => history));
  const inTurn = <T>(listOf: (shard: PropertyReport) => readonly T[]): readonly T[] =>
    history.map((_, run) => listOf(shards[run % shards.length]!)[Math.floor(run / shards.length)]!);
  const runs = runsIn(
    history,
    shards.reduce((sum, { runs }) => sum + runs.asked, 0),
  );
  const failing = history.some(isFailure) ? shards[(history.length - 1) % shards.length] : undefined;
  const asked = { agreeing: 0.6, cover: {}, ...first.demands, ...demands };
  // An example that was given fails in no run that was drawn.
  const broken = failing ?? shards.find(({ counterexample }) => counterexample) ?? shards.find(stoppedBy(asked));
  const coverage = together(shards);
  const complaint = broken?.complaint ?? complaintOf(runs, coverage, asked);
  const worst = worstOf(shards);
  const curve = (broken?.counterexample ? broken : worst)?.curve;
  const { name, seed, memory = undefined } = broken?.counterexample ? broken : first;
  return {
    name,
    ok: complaint === '',
    complaint,
    runs,
    ...(broken?.counterexample ? { counterexample: broken.counterexample } : {}),
    ...(memory ? { memory } : {}),
    ...(worst?.worst ? { worst: worst.worst } : {}),
    ...(curve ? { curve } : {}),
    evaluations: {
      // Each shard measured a curve, of which one is kept.
      loss: shards.reduce(
        (sum, { evaluations, curve }) => sum + evaluations.loss - curveLosses(curve),
        curveLosses(curve),
      ),
      gradient: shards.reduce((sum, { evaluations }) => sum + evaluations.gradient, 0),
    },
    resolution: resolutionOf(shards),
    seed,
    coverage: coverage.rows(),
    notes: [...new Set(shards.flatMap(({ notes }) => notes))],
    history,
    errors: inTurn(({ errors }) => errors),
    ...(first.observed ? { observed: inTurn(({ observed = [] }) => observed) } : {}),
  };
}

/** Whether a shard is no pass for a reason of its own: too few that agree may be enough in the whole. */
function stoppedBy(demands: Demands): (shard: PropertyReport) => boolean {
  return (shard) => shard.complaint !== '' && shard.complaint !== complaintOf(shard.runs, together([shard]), demands);
}

/** The shard with the worst error; of several the one that met it in the earliest run. */
function worstOf(shards: readonly PropertyReport[]): PropertyReport | undefined {
  const runOf = ({ errors, worst }: PropertyReport, i: number): number => {
    const at = errors.indexOf(worst?.error ?? Number.NaN);
    return at < 0 ? Number.POSITIVE_INFINITY : at * shards.length + i;
  };
  const [worst] = shards
    .map((shard, i) => ({ shard, error: shard.worst?.error ?? -1, run: runOf(shard, i) }))
    .sort((a, b) => b.error - a.error || a.run - b.run);
  return worst?.shard;
}

function resolutionOf(shards: readonly PropertyReport[]): number {
  const judged = shards.filter(({ runs }) => runs.agrees > 0).map(({ resolution }) => resolution);
  return judged.length === 0 ? Number.POSITIVE_INFINITY : Math.max(...judged);
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
