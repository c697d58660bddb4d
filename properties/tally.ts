import type { Case } from '../core/problem.ts';
import type { Evaluations, GradientCheck, PropertyReport, Runs, WorstSeen } from '../core/results.ts';
import { formatNumber } from '../reports/format-number.ts';
import type { Observer } from './gradient-property.ts';
import type { Campaign } from './property-options.ts';

/** What fast-check says of a campaign that ended. */
interface Ended {
  readonly failed: boolean;
  readonly interrupted: boolean;
  readonly seed: number;
  readonly numShrinks: number;
  readonly counterexamplePath: string | null;
  readonly errorInstance: unknown;
}

/** Counts what a campaign saw and turns it into a report. */
export class Tally {
  readonly #name: string;
  readonly #campaign: Campaign;
  readonly #counts = { agrees: 0, disagrees: 0, kink: 0, unresolved: 0, invalid: 0 };
  #evaluations: Evaluations = { loss: 0, gradient: 0 };
  #worst: WorstSeen | undefined;
  #resolution = 0;

  constructor(name: string, campaign: Campaign) {
    this.#name = name;
    this.#campaign = campaign;
  }

  readonly observer: Observer = (_point, check, shrinking) => {
    this.#spend(check);
    this.#lookForWorst(check);
    if (shrinking) return;
    this.#counts[check.verdict]++;
    if (check.verdict === 'agrees') this.#resolution = Math.max(this.#resolution, check.resolution);
  };

  report(details: Ended, point: Case | undefined, fresh: GradientCheck | undefined): PropertyReport {
    if (fresh !== undefined) this.#spend(fresh);
    const runs = this.#runs();
    const complaint = this.#complaint(details, runs, fresh);
    return {
      name: this.#name,
      ok: complaint === '',
      complaint,
      runs,
      ...(point && fresh
        ? {
            counterexample: {
              case: point,
              check: fresh,
              seed: details.seed,
              path: this.#path(details.counterexamplePath ?? ''),
              shrinks: details.numShrinks,
            },
          }
        : {}),
      ...(this.#worst ? { worst: this.#worst } : {}),
      evaluations: this.#evaluations,
      resolution: this.#resolution,
      seed: details.seed,
    };
  }

  #spend({ evaluations: { loss, gradient } }: GradientCheck): void {
    this.#evaluations = { loss: this.#evaluations.loss + loss, gradient: this.#evaluations.gradient + gradient };
  }

  /** A replay starts from its case as from an example, at path 0. */
  #path(found: string): string {
    return this.#campaign.path === undefined ? found : this.#campaign.path + found.slice(1);
  }

  #runs(): Runs {
    const { agrees, disagrees, kink, unresolved, invalid } = this.#counts;
    const done = agrees + disagrees + kink + unresolved + invalid;
    // A replay runs the one case that its path leads to.
    const asked = this.#campaign.path === undefined ? this.#campaign.numRuns : 1;
    return { asked, done, agrees, disagrees, kink, unresolved, invalid };
  }

  #complaint(details: Ended, runs: Runs, fresh: GradientCheck | undefined): string {
    if (fresh !== undefined) {
      if (fresh.verdict === 'disagrees') return `the gradient of ${fresh.blame.join(', ')} disagrees with its loss`;
      if (fresh.verdict === 'invalid') return fresh.message;
      return `a case failed and, checked again, did not reproduce (now: ${fresh.verdict}); is the loss deterministic?`;
    }
    if (details.failed && !details.interrupted)
      return `fast-check stopped the campaign: ${String(details.errorInstance ?? 'too many cases were rejected')}`;
    if (details.interrupted || runs.done < runs.asked) return `only ${runs.done} of ${runs.asked} cases were run`;
    if (this.#campaign.path !== undefined) {
      const now = (['agrees', 'kink', 'unresolved'] as const).find((verdict) => runs[verdict] > 0);
      return `the case at path '${this.#campaign.path}' did not reproduce (now: ${now})`;
    }
    const share = runs.agrees / runs.done;
    if (share < this.#campaign.agreeing) {
      return `only ${Math.round(100 * share)}% of the cases agree (${runs.kink} at kinks, ${runs.unresolved} unresolved), less than the ${formatNumber(100 * this.#campaign.agreeing)}% asked; draw other cases`;
    }
    return '';
  }

  #lookForWorst(check: GradientCheck): void {
    if (check.verdict === 'invalid') return;
    for (const { worst } of check.blocks) {
      if (worst.verdict !== 'agrees' && worst.verdict !== 'disagrees') continue;
      if (this.#worst === undefined || worst.error > this.#worst.error) {
        this.#worst = { error: worst.error, verdict: check.verdict, entry: worst };
      }
    }
  }
}
