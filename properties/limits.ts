import { formatCount } from '../reports/format-number.ts';

/** How long shrinking goes on where no limit was given, in milliseconds. */
const SHRINKING = 10_000;

/** What a campaign may spend. */
export interface LimitOptions {
  readonly timeLimit: number | undefined;
  readonly maxLosses: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Keeps an eye on the time and the losses that a campaign spends. */
export class Limits {
  /** Why the campaign was stopped before its end, once it was. */
  stopped: string | undefined;
  readonly #options: LimitOptions;
  readonly #clock: () => number;
  readonly #start: number;
  #shrinkingFrom: number | undefined;
  #losses = 0;
  #asked: number | undefined;
  #longest = 0;

  /** @param clock - Milliseconds from any start. */
  constructor(options: LimitOptions, clock: () => number = () => performance.now()) {
    this.#options = options;
    this.#clock = clock;
    this.#start = clock();
  }

  /** Milliseconds since the start. */
  get elapsed(): number {
    return this.#clock() - this.#start;
  }

  /** Milliseconds since the last case was asked for. */
  get onThisCase(): number {
    return this.#clock() - (this.#asked ?? this.#start);
  }

  spend(losses: number): void {
    this.#losses += losses;
  }

  /** Whether no further case may be checked; one that would end after the time limit, as slow as the slowest, may not either. */
  reached(shrinking: boolean): boolean {
    const { timeLimit, maxLosses, signal } = this.#options;
    const now = this.#clock();
    if (shrinking) this.#shrinkingFrom ??= now;
    if (this.#asked !== undefined) this.#longest = Math.max(this.#longest, now - this.#asked);
    this.#asked = now;
    if (signal?.aborted) this.stopped ??= 'it was aborted';
    else if (timeLimit !== undefined && now - this.#start + this.#longest >= timeLimit)
      this.stopped ??= `timeLimit ${formatCount(timeLimit)} ms`;
    else if (maxLosses !== undefined && this.#losses >= maxLosses) {
      this.stopped ??= `maxLosses ${formatCount(maxLosses)}`;
    } else if (timeLimit === undefined && shrinking && now - this.#shrinkingFrom! >= SHRINKING) {
      this.stopped ??= `${SHRINKING / 1000} s of shrinking; timeLimit allows another time`;
    }
    return this.stopped !== undefined;
  }
}
