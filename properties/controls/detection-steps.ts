import fc from 'fast-check';
import { dataLeaves } from '../../core/diagnosis/data-leaves.ts';
import { namedNumbers } from '../../core/diagnosis/named-numbers.ts';
import { slipKinds } from '../../core/diagnosis/networks/slipped.ts';
import { UsageError } from '../../core/errors.ts';
import { functionsOf } from '../../core/functions-of.ts';
import type { AsyncProblem, Case } from '../../core/problem.ts';
import type { DetectionReport, DetectionRow, GradientCheck, PropertyReport } from '../../core/results.ts';
import { flatten, flattenLike, unflatten } from '../../core/tree.ts';
import { Limits } from '../limits.ts';
import type { Campaign, PropertyOptions } from '../property-options.ts';
import { tell } from '../tell.ts';
import { after } from './after.ts';
import { type DetectionOptions, readDetectionOptions } from './detection-options.ts';
import { FaultRecord } from './fault-record.ts';
import { faultsFor } from './faults-for.ts';
import type { PlantedFault } from './planted-fault.ts';
import { type Difference, withFault } from './with-fault.ts';

/** What the search for surviving faults asks for: a campaign, one check, or that something is waited for. */
export type DetectionRequest<P, D> =
  | { readonly campaign: PropertyOptions }
  | { readonly problem: AsyncProblem<P, D>; readonly point: Case<P, D> }
  | { readonly ask: () => unknown };

/** Asks and is resumed with what came of it, so that it serves sync and async problems alike. */
export type DetectionSteps<P, D> = Generator<
  DetectionRequest<P, D>,
  DetectionReport,
  PropertyReport | GradientCheck | undefined
>;

/** Relative differences below this are rounding. */
const ROUNDING = 1e-11;
/** The least and the largest error that is planted where a little one is, relative to an entry. */
const LITTLE = [1e-3, 0.5] as const;
/** Cases that a fault meets at the most, unless the options say another number. */
const CASES = 40;
/** Cases among which networks are looked for. */
const LOOKED_AT = 20;

/** First the right gradient must agree; then every fault meets the same cases until one of them catches it. */
export function* detectionSteps<P, D>(
  problem: AsyncProblem<P, D>,
  cases: fc.Arbitrary<Case<P, D>>,
  options: DetectionOptions = {},
): DetectionSteps<P, D> {
  const asked = { numRuns: CASES, ...options };
  const campaign = readDetectionOptions(asked);
  expectGradient(problem);
  const limits = new Limits(campaign);
  // Faults are what is told of, not the cases of the right gradient.
  const { progress, ...quiet } = asked;
  const baseline = (yield { campaign: quiet }) as PropertyReport;
  const { seed } = baseline;
  let { loss, gradient } = baseline.evaluations;
  limits.spend(loss);
  const concluded = (complaint: string, rows: readonly DetectionRow[]): DetectionReport => ({
    name: baseline.name,
    ok: complaint === '',
    complaint,
    rows,
    killed: rows.filter(({ outcome }) => outcome === 'killed').length,
    of: rows.filter(({ outcome }) => outcome !== 'equivalent').length,
    named: rows.filter(({ named }) => named).length,
    numRuns: campaign.numRuns,
    seed,
    evaluations: { loss, gradient },
  });
  if (!baseline.ok) {
    return concluded(`before faults are planted, the gradient itself must agree: ${baseline.complaint}`, []);
  }
  // The same draws as those of the campaign; where the loss is not finite, nothing can be wrong.
  const drawn = fc.sample(cases, { seed, numRuns: campaign.numRuns });
  const points = drawn.filter((_, run) => baseline.history[run] !== 'invalid');
  const faults = faultsFor(points, littleBeside(baseline.resolution), {
    isBackward: 'vjp' in problem,
    slips: yield* slipsIn(problem, points, campaign),
  });
  const rows: DetectionRow[] = [];
  for (const fault of faults) {
    const record = yield* tried(problem, fault, points, campaign, limits);
    loss += record.spent.loss;
    limits.spend(record.spent.loss);
    gradient += record.spent.gradient;
    if (limits.stopped !== undefined) {
      return concluded(
        `only ${rows.length} of ${faults.length} faults were tried before ${limits.stopped}; give them more time, such as the third argument of a test`,
        rows,
      );
    }
    rows.push(record.row());
    tell(progress, { done: rows.length, asked: faults.length, losses: loss });
  }
  return concluded(complaintOn(rows), rows);
}

/** The kinds of mistakes that the cases have room for, where their right gradients are those of dense networks. */
function* slipsIn<P, D>(
  problem: AsyncProblem<P, D>,
  points: readonly Case<P, D>[],
  { check }: Campaign,
): Generator<DetectionRequest<P, D>, ReadonlySet<string>, unknown> {
  const kinds = new Set<string>();
  for (const { params, data } of points.slice(0, LOOKED_AT)) {
    // Of every case its own, since they know the form of the output.
    const { loss, gradient, backward } = functionsOf(problem, check.seed ?? 0);
    const { flat: at, layout } = flatten(params);
    const names = namedNumbers(dataLeaves(data), layout.blocks, check.hints);
    const look = (tree: unknown): void => {
      const right = flattenLike(layout, tree);
      for (const kind of slipKinds({ layout, at, right, data, names, cotangent: backward?.cotangent() }))
        kinds.add(kind);
    };
    const copy = (): unknown => unflatten(layout, at);
    yield { ask: () => after(loss(copy(), data), () => after(gradient(copy(), data), look)) };
  }
  return kinds;
}

/** Puts a fault through the cases until one catches it or a limit is reached. */
function* tried<P, D>(
  problem: AsyncProblem<P, D>,
  fault: PlantedFault,
  points: readonly Case<P, D>[],
  { check }: Campaign,
  limits: Limits,
): Generator<DetectionRequest<P, D>, FaultRecord, unknown> {
  const record = new FaultRecord(fault);
  const difference: Difference = { error: 0, idle: undefined };
  const wrong = withFault(problem, fault, check.hints ?? {}, difference);
  for (const point of points) {
    if (limits.reached(false)) break;
    const { loss, gradient } = functionsOf(wrong, check.seed ?? 0);
    Object.assign(difference, { error: 0, idle: undefined });
    if (!fault.remembers) {
      // A look at the gradient alone spares the check of a case in which it is right.
      const { flat, layout } = flatten(point.params);
      const params = (): unknown => unflatten(layout, flat);
      // A backward pass follows its forward pass, whose output says what comes back.
      yield { ask: () => after(loss(params(), point.data), () => gradient(params(), point.data)) };
      record.spend({ loss: 1, gradient: 1 });
      if (difference.error <= ROUNDING) {
        record.equal(difference);
        continue;
      }
    }
    const { error } = difference;
    const seen = (yield { problem: wrong, point }) as GradientCheck;
    if (difference.error <= ROUNDING) record.equal(difference);
    else record.differed(seen, fault.remembers ? difference.error : error);
    record.spend(seen.evaluations);
    if (record.isCaught) break;
  }
  return record;
}

function expectGradient(problem: unknown): void {
  if (typeof problem !== 'object' || problem === null || !('jvp' in problem) || 'vjp' in problem) return;
  throw new UsageError('problem.jvp: faults are planted in gradients; give vjp, or loss and gradient');
}

/** A little error, in one digit, that checks of some resolution still see. */
function littleBeside(resolution: number): number {
  const [least, most] = LITTLE;
  return Math.min(most, Math.max(least, Number((3 * resolution).toPrecision(1))));
}

function complaintOn(rows: readonly DetectionRow[]): string {
  const survivors = rows.filter(({ outcome }) => outcome === 'survived').map(({ fault }) => fault);
  if (survivors.length > 0) return `${survivors.length} planted faults survived: ${survivors.join(', ')}`;
  const isTold = rows.some(({ outcome }) => outcome === 'killed');
  return isTold ? '' : 'no fault differs from the right gradient in these cases';
}
