import type { Case } from '../../core/problem.ts';
import type { Counterexample, Evaluations, GradientCheck, MemoryReport, PropertyReport } from '../../core/results.ts';
import { failureKind } from '../failure-kind.ts';
import type { MemoryPlace } from './memory-options.ts';
import { seenAs, stillFails } from './seen-as.ts';
import { readStore, updateStore } from './store.ts';
import { caseOf, type Seen, type StoredCase, storedCase } from './stored-case.ts';

const NOT_STORED = 'in CI nothing is written; GRADCHECK_STORE=yes does';

/** The stored counterexamples of one property in one campaign: replayed first, then brought up to date. */
export class Memory {
  readonly #stored: readonly StoredCase[];
  readonly #place: MemoryPlace;
  readonly #property: string;
  readonly #seen = new Map<string, Seen>();
  readonly #messages = new Map<string, string>();
  #evaluations: Evaluations = { loss: 0, gradient: 0 };

  constructor(place: MemoryPlace, property: string) {
    this.#place = place;
    this.#property = property;
    this.#stored = readStore(place.path).filter((stored) => this.#owns(stored));
  }

  /** Asks for the check of every stored case, and gives the first that still fails. */
  *replay<C extends Case>(): Generator<{ readonly point: C }, C | undefined, GradientCheck> {
    for (const stored of this.#stored) this.#hear(stored, yield { point: caseOf(stored) as C });
    return this.#firstFailing();
  }

  /** Writes down what the campaign found, and says so in its report. */
  remember(report: PropertyReport): PropertyReport {
    const { loss, gradient } = report.evaluations;
    const evaluations = { loss: loss + this.#evaluations.loss, gradient: gradient + this.#evaluations.gradient };
    const counterexample = report.counterexample && this.#ofStored(report.counterexample);
    const complaint = this.#complaint(report);
    return {
      ...report,
      ok: complaint === '',
      complaint,
      evaluations,
      ...(counterexample ? { counterexample } : {}),
      memory: { ...this.#replays(), ...this.#write(counterexample) },
    };
  }

  #hear(stored: StoredCase, check: GradientCheck): void {
    this.#seen.set(stored.id, seenAs(stored, check));
    if (check.verdict === 'invalid') this.#messages.set(stored.id, check.message);
    const { loss, gradient } = check.evaluations;
    this.#evaluations = { loss: this.#evaluations.loss + loss, gradient: this.#evaluations.gradient + gradient };
  }

  #firstFailing<C extends Case>(): C | undefined {
    const [first] = this.#failing;
    return first && (caseOf(first) as C);
  }

  #owns({ test, property }: StoredCase): boolean {
    return test === this.#place.test && property === this.#property;
  }

  get #failing(): StoredCase[] {
    return this.#thatAre('disagrees', 'invalid');
  }

  #thatAre(...seen: Seen[]): StoredCase[] {
    return this.#stored.filter(({ id }) => seen.includes(this.#seen.get(id)!));
  }

  /** A stored case keeps the seed and path with which it was found once. */
  #ofStored(found: Counterexample): Counterexample {
    const [first] = this.#failing;
    return first ? { ...found, seed: first.seed, path: first.path } : found;
  }

  #complaint({ complaint, counterexample }: PropertyReport): string {
    const [failing] = this.#failing;
    if (failing && counterexample === undefined) {
      return `stored case ${failing.id} failed and, checked again, did not reproduce; is the loss deterministic?`;
    }
    const [unfit] = this.#thatAre('does not fit');
    if (complaint !== '' || unfit === undefined) return complaint;
    return `stored case ${unfit.id} no longer fits: ${this.#messages.get(unfit.id)}; if that is meant, \`gradcheck prune\` removes it`;
  }

  #replays(): MemoryReport {
    return {
      file: this.#place.path,
      replayed: this.#stored.length,
      failing: this.#failing.map(({ id }) => id),
      passing: this.#thatAre('agrees', 'kink', 'unresolved').map(({ id }) => ({
        id,
        now: this.#seen.get(id) as GradientCheck['verdict'],
      })),
      unfit: this.#thatAre('does not fit').map(({ id }) => ({ id, message: this.#messages.get(id)! })),
    };
  }

  #write(found: Counterexample | undefined): Pick<MemoryReport, 'stored' | 'notStored'> {
    try {
      // A failure that did not come again when checked afresh is no case to keep.
      const failure = found !== undefined && failureKind(found.check) !== undefined ? found : undefined;
      const now = failure && storedCase(this.#place.test, this.#property, failure);
      const known = this.#stored.some(({ id, verdict }) => id === now?.id && verdict === now.verdict);
      const added = now !== undefined && !known ? [now] : [];
      if (mayNotWrite()) return added.length > 0 ? { notStored: NOT_STORED } : named(now);
      // A smaller case replaces one that was failing all along, but no example of a bug that had been mended.
      const [first] = this.#failing;
      const replaced = added.length > 0 && stillFails(first?.lastSeen) ? first : undefined;
      const moved = this.#stored.some(({ id, lastSeen }) => this.#seen.get(id) !== lastSeen);
      if (added.length > 0 || moved) {
        updateStore(this.#place.path, (cases) => [
          ...cases
            .filter((stored) => !this.#owns(stored) || stored.id !== replaced?.id)
            .map((stored) => this.#upToDate(stored)),
          ...added,
        ]);
      }
      return named(now);
    } catch (error) {
      return { notStored: (error as Error).message };
    }
  }

  #upToDate(stored: StoredCase): StoredCase {
    return this.#owns(stored) ? { ...stored, lastSeen: this.#seen.get(stored.id) ?? stored.lastSeen } : stored;
  }
}

function named(stored: StoredCase | undefined): Pick<MemoryReport, 'stored'> {
  return stored ? { stored: stored.id } : {};
}

/** In CI what is written is lost, unless a later step takes it along. */
function mayNotWrite(): boolean {
  const { CI, GRADCHECK_STORE } = process.env;
  return isSet(CI) && !isSet(GRADCHECK_STORE);
}

function isSet(variable = ''): boolean {
  return !['', '0', 'false'].includes(variable);
}
