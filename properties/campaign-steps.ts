import type fc from 'fast-check';
import type { Case } from '../core/problem.ts';
import type { BlockCheck, CurveSeen, GradientCheck, PropertyReport, StepCurve } from '../core/results.ts';
import { curveLosses } from './curve-losses.ts';
import { failureKind, sameFailure } from './failure-kind.ts';
import { idleValues } from './idle-values.ts';
import { Memory } from './memory/memory.ts';
import { numbersDrawn } from './numbers-drawn.ts';
import type { Campaign } from './property-options.ts';
import { replayed } from './replayed.ts';
import { sharded } from './sharded.ts';
import { Tally } from './tally.ts';
import type { Witness } from './witness.ts';

/** What a campaign asks for: the check of one case, or that fast-check runs a property over many. */
export type Request<C extends Case> =
  | { readonly point: C; readonly brief?: true }
  | { readonly curveAt: C; readonly entry: string }
  | Drawing<C>;

/** Cases to draw, somebody to tell of every check, and the parameters for fast-check. */
export interface Drawing<C extends Case> {
  readonly cases: fc.Arbitrary<C>;
  readonly witness: Witness;
  readonly parameters: fc.Parameters<[C]>;
}

/** Asks for checks and is resumed with them, so that it serves sync and async problems alike. */
export type CampaignSteps<C extends Case, R = PropertyReport> = Generator<
  Request<C>,
  R,
  GradientCheck | StepCurve | fc.RunDetails<[C]>
>;

/**
 * The course of a campaign: stored counterexamples first, then drawn cases until one fails, which is shrunk and checked
 * afresh; then the values of the minimal case that do not matter are looked for, and the memory is brought up to date.
 */
export function* campaignSteps<C extends Case>(
  problem: { readonly name?: string; readonly classify?: unknown },
  cases: fc.Arbitrary<C>,
  campaign: Campaign,
): CampaignSteps<C> {
  // What is no problem is refused by its first check, in words.
  const { name = 'gradient' } = problem ?? {};
  const memory = campaign.memory && new Memory(campaign.memory, name);
  const stored = memory && (yield* memory.replay<C>() as CampaignSteps<C, C | undefined>);
  const tally = new Tally(problem, cases, campaign);
  const details = (yield {
    cases: drawnBy(cases, campaign),
    witness: tally,
    parameters: parametersOf(campaign, stored),
  }) as fc.RunDetails<[C]>;
  const point = details.counterexample?.[0];
  if (point === undefined) {
    const { worstCase } = tally;
    const curve =
      campaign.curve && worstCase ? yield* curveOf(worstCase.point as C, worstCase.check, tally) : undefined;
    return concluded(tally.report(details, { curve }), memory);
  }
  const fresh = (yield { point }) as GradientCheck;
  tally.spend(fresh);
  const check = tally.telling(fresh);
  const idle = yield* idleIn(point, check, tally, numbersDrawn(cases, details.seed));
  const curve = yield* curveOf(point, check, tally);
  return concluded(tally.report(details, { curve, minimal: { point, check, idle } }), memory);
}

/** The differences in the entry that is furthest off. */
function* curveOf<C extends Case>(
  point: C,
  check: GradientCheck,
  tally: Tally,
): Generator<Request<C>, CurveSeen | undefined, unknown> {
  if (check.verdict === 'invalid' || tally.reached(true)) return undefined;
  const rank = ({ verdict, worst }: BlockCheck): number =>
    (verdict === 'disagrees' ? 2 : 1) + Math.min(0.5, worst.error);
  const [block] = [...check.blocks].sort((a, b) => rank(b) - rank(a));
  if (block === undefined) return undefined;
  const { entry, analytic } = block.worst;
  const curve = (yield { curveAt: point, entry }) as StepCurve | undefined;
  if (curve === undefined) return undefined;
  tally.spend({ evaluations: { loss: curveLosses(curve), gradient: 0 } });
  return { ...curve, analytic, noise: check.noise };
}

function* idleIn<C extends Case>(
  point: C,
  check: GradientCheck,
  tally: Tally,
  drawn: ReadonlyMap<string, readonly number[]>,
): Generator<Request<C>, readonly string[], unknown> {
  const kind = failureKind(check);
  if (kind === undefined) return [];
  const steps = idleValues(point, drawn);
  let step = steps.next();
  while (!step.done) {
    if (tally.reached(true)) return [];
    const other = (yield { point: step.value as C, brief: true }) as GradientCheck;
    tally.spend(other);
    const now = failureKind(other);
    step = steps.next(now !== undefined && sameFailure(kind, now));
  }
  return step.value;
}

function concluded(report: PropertyReport, memory: Memory | undefined): PropertyReport {
  return memory?.remember(report) ?? report;
}

function drawnBy<C extends Case>(cases: fc.Arbitrary<C>, { seed, path, shard }: Campaign): fc.Arbitrary<C> {
  // With a path, fast-check goes on to the siblings of a case that passes, and would report one of them.
  if (path !== undefined) return replayed(cases, seed!, path);
  return shard === undefined ? cases : sharded(cases, shard);
}

function parametersOf<C extends Case>({ numRuns, seed, path }: Campaign, stored: C | undefined): fc.Parameters<[C]> {
  const seeded = seed === undefined ? {} : { seed };
  if (stored !== undefined) return { numRuns: 1, examples: [[stored]], ...seeded };
  return { numRuns: path === undefined ? numRuns : 1, ...seeded };
}
