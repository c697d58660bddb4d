import type fc from 'fast-check';
import { listed } from '../core/describe.ts';
import type { Case } from '../core/problem.ts';
import type {
  CaseSeen,
  Counterexample,
  CurveSeen,
  Diagnosis,
  Evaluations,
  GradientCheck,
  PropertyReport,
  Runs,
  Verdict,
  WorstSeen,
} from '../core/results.ts';
import { formatCount } from '../reports/format-number.ts';
import { caseSeen } from './case-seen.ts';
import { complaintOf } from './complaint-of.ts';
import { Coverage } from './coverage.ts';
import { failureKind } from './failure-kind.ts';
import { labelsOf } from './labels-of.ts';
import { Limits } from './limits.ts';
import type { Campaign, Progress } from './property-options.ts';
import { runsOf } from './sharded.ts';
import { tell } from './tell.ts';
import type { Witness } from './witness.ts';

/** A check slower than this is worth a note, in milliseconds. */
const SLOW = 1000;
/** Cases of more parameters are worth one too. */
const LARGE = 100_000;

type Classify = (params: unknown, data: unknown) => readonly string[];

/** The minimal case with its fresh check and the values that do not matter in it. */
interface Minimal {
  readonly point: Case;
  readonly check: GradientCheck;
  readonly idle: readonly string[];
}

/** What fast-check says of a campaign that ended. */
type Ended = Pick<
  fc.RunDetailsCommon<unknown>,
  'failed' | 'interrupted' | 'seed' | 'numShrinks' | 'numSkips' | 'counterexamplePath' | 'errorInstance'
>;

/** Counts what a campaign saw and turns it into a report. */
export class Tally implements Witness {
  readonly #problem: { readonly name?: string; readonly classify?: unknown };
  readonly #cases: unknown;
  readonly #campaign: Campaign;
  readonly #limits: Limits;
  readonly #coverage = new Coverage();
  readonly #history: Verdict[] = [];
  readonly #errors: number[] = [];
  readonly #observed: CaseSeen[] = [];
  #evaluations: Evaluations = { loss: 0, gradient: 0 };
  #worst: WorstSeen | undefined;
  #resolution = 0;
  #largest = 0;
  #changed: GradientCheck | undefined;
  #firstDiagnoses: readonly Diagnosis[] = [];
  /** The case with the worst error among those drawn. */
  worstCase: { readonly point: Case; readonly check: GradientCheck } | undefined;

  constructor(problem: { readonly name?: string; readonly classify?: unknown }, cases: unknown, campaign: Campaign) {
    this.#problem = problem;
    this.#cases = cases;
    this.#campaign = campaign;
    this.#limits = new Limits(campaign);
  }

  saw(point: Case, check: GradientCheck, shrinking: boolean): void {
    this.spend(check);
    const before = this.#worst;
    const worst = this.#lookForWorst(check);
    if (this.#worst !== before && !shrinking) this.worstCase = { point, check };
    if (check.verdict === 'invalid' && check.reason === 'mutates-data') this.#changed ??= check;
    if (shrinking) {
      this.#tell({ shrinking: true });
      return;
    }
    // Of the last one, since the first that fails is shrunk.
    this.#firstDiagnoses = check.diagnoses;
    this.#history.push(check.verdict);
    this.#largest = Math.max(
      this.#largest,
      check.blocks.reduce((sum, { size }) => sum + size, 0),
    );
    this.#errors.push(worst);
    const labels = labelsOf(point, this.#cases, this.#problem.classify as Classify | undefined);
    this.#coverage.see(labels, check.verdict);
    if (this.#campaign.observe)
      this.#observed.push(caseSeen(point, check, { labels, error: worst, milliseconds: this.#limits.onThisCase }));
    if (check.verdict === 'agrees') this.#resolution = Math.max(this.#resolution, check.resolution);
    this.#tell();
  }

  #tell(more: Pick<Progress, 'shrinking'> = {}): void {
    const { progress } = this.#campaign;
    tell(progress, { done: this.#history.length, asked: this.#asked(), losses: this.#evaluations.loss, ...more });
  }

  reached(shrinking: boolean): boolean {
    return this.#limits.reached(shrinking);
  }

  spend({ evaluations: { loss, gradient } }: Pick<GradientCheck, 'evaluations'>): void {
    this.#limits.spend(loss);
    this.#evaluations = { loss: this.#evaluations.loss + loss, gradient: this.#evaluations.gradient + gradient };
  }

  /** The check that tells: data that a loss has changed for good shows nothing when the case is checked again. */
  telling(fresh: GradientCheck): GradientCheck {
    return failureKind(fresh) === undefined && this.#changed !== undefined ? this.#changed : fresh;
  }

  report(
    details: Ended,
    { minimal, curve }: { readonly minimal?: Minimal; readonly curve: CurveSeen | undefined },
  ): PropertyReport {
    const runs = runsIn(this.#history, this.#asked());
    const complaint = this.#complaint(details, runs, minimal?.check);
    const { shard, agreeing, cover } = this.#campaign;
    return {
      name: this.#problem.name ?? 'gradient',
      ok: complaint === '',
      complaint,
      runs,
      ...(minimal ? { counterexample: this.#counterexample(details, minimal) } : {}),
      ...(this.#worst ? { worst: this.#worst } : {}),
      ...(curve ? { curve } : {}),
      evaluations: this.#evaluations,
      resolution: runs.agrees === 0 ? Number.POSITIVE_INFINITY : this.#resolution,
      seed: details.seed,
      coverage: this.#coverage.rows(),
      notes: this.#notes(details, minimal !== undefined),
      history: this.#history,
      errors: this.#errors,
      ...(this.#campaign.observe ? { observed: this.#observed } : {}),
      ...(shard ? { shard, demands: { agreeing, cover } } : {}),
    };
  }

  #counterexample(details: Ended, { point, check, idle }: Minimal): Counterexample {
    const path = details.counterexamplePath ?? '';
    return {
      case: point,
      check,
      firstDiagnoses: this.#firstDiagnoses,
      seed: details.seed,
      // A replay starts from its case as from a first one, at path 0.
      path: this.#campaign.path === undefined ? path : this.#campaign.path + path.slice(1),
      shrinks: details.numShrinks,
      idle,
    };
  }

  /** A replay runs the one case that its path leads to. */
  #asked(): number {
    const { numRuns, path, shard } = this.#campaign;
    if (path !== undefined) return 1;
    return shard === undefined ? numRuns : runsOf(numRuns, shard);
  }

  #complaint(details: Ended, runs: Runs, fresh: GradientCheck | undefined): string {
    if (fresh !== undefined) {
      if (fresh.verdict === 'disagrees') return `the gradient of ${listed(fresh.blame)} disagrees with its loss`;
      if (fresh.verdict === 'invalid') return fresh.message;
      return `a case failed and, checked again, did not reproduce (now: ${fresh.verdict}); is the loss deterministic?`;
    }
    if (details.failed && !details.interrupted)
      return `fast-check stopped the campaign: ${String(details.errorInstance ?? 'too many cases were rejected')}`;
    if (runs.done < runs.asked && this.#limits.stopped !== undefined) {
      return `only ${runs.done} of ${runs.asked} cases were run before ${this.#limits.stopped}`;
    }
    const { path } = this.#campaign;
    if (path !== undefined && runs.done === 1) {
      const now = (['agrees', 'kink', 'unresolved'] as const).find((verdict) => runs[verdict] > 0);
      return `the case at path '${path}' did not reproduce (now: ${now})`;
    }
    return complaintOf(runs, this.#coverage, this.#campaign);
  }

  #notes({ numSkips }: Ended, failed: boolean): readonly string[] {
    const notes: string[] = [];
    const { stopped, elapsed } = this.#limits;
    if (failed && stopped !== undefined) notes.push(`shrinking was stopped by ${stopped}: a smaller case may be there`);
    const each = elapsed / Math.max(1, this.#history.length);
    if (!failed && each > SLOW) {
      notes.push(`a case takes ${formatCount(Math.round(each))} ms: draw smaller shapes, or fewer runs`);
    }
    if (numSkips > this.#history.length && !failed) {
      notes.push(
        `${formatCount(numSkips)} cases were rejected for ${formatCount(this.#history.length)} that were run: draw them right at once`,
      );
    }
    if (this.#largest > LARGE && !failed) {
      notes.push(
        `cases have up to ${formatCount(this.#largest)} parameters: smaller shapes find the same mistakes sooner`,
      );
    }
    return notes;
  }

  /** Keeps the worst entry of all, and gives the worst error of this check; NaN where nothing was compared. */
  #lookForWorst(check: GradientCheck): number {
    let most = Number.NaN;
    if (check.verdict === 'invalid') return most;
    for (const { worst } of check.blocks) {
      if (worst.verdict !== 'agrees' && worst.verdict !== 'disagrees') continue;
      if (!(worst.error <= most)) most = worst.error;
      const { verdict, error } = this.#worst ?? { verdict: 'agrees', error: Number.NEGATIVE_INFINITY };
      // An error that agrees is one of rounding, however large beside an entry of next to nothing.
      const isWorse = (verdict === 'disagrees') === (check.verdict === 'disagrees') && worst.error > error;
      if (isWorse || (check.verdict === 'disagrees' && verdict !== 'disagrees')) {
        this.#worst = { error: worst.error, verdict: check.verdict, entry: worst };
      }
    }
    return most;
  }
}

/** Counts verdicts. */
export function runsIn(history: readonly Verdict[], asked: number): Runs {
  const counts = { agrees: 0, disagrees: 0, kink: 0, unresolved: 0, invalid: 0 };
  for (const verdict of history) counts[verdict]++;
  return { asked, done: history.length, ...counts };
}
