import type { DetectionRow, Evaluations, GradientCheck } from '../../core/results.ts';
import { formatCount, formatError } from '../../reports/format-number.ts';
import { failureKind } from '../failure-kind.ts';
import type { Idle, PlantedFault } from './planted-fault.ts';
import type { Difference } from './with-fault.ts';

/** A case in which a fault made a difference and was not caught. */
interface Missed {
  readonly error: number;
  readonly check: GradientCheck;
}

/** Counts what became of a fault, case by case. */
export class FaultRecord {
  readonly #fault: PlantedFault;
  readonly #idle: Idle[] = [];
  readonly #missed: Missed[] = [];
  #caught: GradientCheck | undefined;
  spent: Evaluations = { loss: 0, gradient: 0 };

  constructor(fault: PlantedFault) {
    this.#fault = fault;
  }

  spend({ loss, gradient }: Evaluations): void {
    this.spent = { loss: this.spent.loss + loss, gradient: this.spent.gradient + gradient };
  }

  get isCaught(): boolean {
    return this.#caught !== undefined;
  }

  /** A case in which the gradient was right all the same. */
  equal({ idle }: Difference): void {
    this.#idle.push(idle ?? this.#fault.same);
  }

  /** The check of a case in which it was wrong. */
  differed(check: GradientCheck, error: number): void {
    if (failureKind(check) === undefined) this.#missed.push({ error, check });
    else this.#caught = check;
  }

  row(): DetectionRow {
    const { name: fault, family, block } = this.#fault;
    const differedIn = this.#missed.length + (this.isCaught ? 1 : 0);
    const runs = this.#idle.length + differedIn;
    const outcome = this.isCaught ? 'killed' : differedIn > 0 ? 'survived' : 'equivalent';
    return {
      fault,
      family,
      ...(block === undefined ? {} : { block }),
      outcome,
      ...(this.isCaught ? { caughtAt: runs } : { because: this.#because(runs) }),
      runs,
      differedIn,
      ...(this.#caught ? this.#said(this.#caught) : { named: false }),
    };
  }

  #said(check: GradientCheck): Pick<DetectionRow, 'diagnosis' | 'named'> {
    const { kinds } = this.#fault;
    if (check.verdict === 'invalid') return { diagnosis: check.message, named: kinds.includes(check.reason) };
    const [first] = check.diagnoses;
    return first ? { diagnosis: first.message, named: kinds.includes(first.kind) } : { named: false };
  }

  #because(runs: number): string {
    const [same, ...others] = tallied(this.#idle);
    if (this.#missed.length === 0) {
      if (same === undefined) return 'no case was run';
      const all = others.length === 0 ? `in all ${formatCount(runs)} cases` : `in ${formatCount(same.count)} cases`;
      return [`${same.because} ${all}`, ...others.map(countedIn), `draw ${same.draw}`].join('; ');
    }
    const idle = same === undefined ? [] : [same, ...others];
    return [
      `wrong in ${formatCount(this.#missed.length)} of ${formatCount(runs)} cases${idle.length > 0 ? ` (${idle.map(countedIn).join(', ')})` : ''}`,
      ...this.#whyMissed(),
      ...(same === undefined ? [] : [`draw ${same.draw}`]),
    ].join('; ');
  }

  /** How the cases ended in which it was wrong. */
  #whyMissed(): readonly string[] {
    const of = (verdict: string): readonly Missed[] => this.#missed.filter(({ check }) => check.verdict === verdict);
    const [agreed, kinks, unresolved, invalid] = ['agrees', 'kink', 'unresolved', 'invalid'].map(of);
    return [
      ...(agreed!.length > 0 ? [tooSmall(agreed!)] : []),
      ...(kinks!.length > 0
        ? [`${kinks!.length} at kinks, where any value between the slopes is right: draw points away from them`]
        : []),
      ...(unresolved!.length > 0 ? [`${unresolved!.length} in noise, which hides it: draw smaller values`] : []),
      ...(invalid!.length > 0 ? [`${invalid!.length} where the loss is not finite: draw smaller values`] : []),
    ];
  }
}

function tooSmall(agreed: readonly Missed[]): string {
  const most = Math.max(...agreed.map(({ error }) => error));
  const finest = Math.min(...agreed.map(({ check }) => check.resolution));
  return most <= finest
    ? `${agreed.length} by ${formatError(most)} of an entry at the most, below the resolution ${formatError(finest)}`
    : `${agreed.length} by up to ${formatError(most)} of an entry, which the check let pass`;
}

/** The reasons, the most frequent first. */
function tallied(idle: readonly Idle[]): readonly (Idle & { readonly count: number })[] {
  const counts = new Map<string, Idle & { readonly count: number }>();
  for (const one of idle) {
    counts.set(one.because, { ...one, count: (counts.get(one.because)?.count ?? 0) + 1 });
  }
  return [...counts.values()].sort((a, b) => b.count - a.count);
}

function countedIn({ because, count }: Idle & { readonly count: number }): string {
  return `${because} in ${formatCount(count)}`;
}
