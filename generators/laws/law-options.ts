import fc from 'fast-check';

/** How laws are tried. */
export interface LawOptions<T> {
  /** Whether a value is one that may be drawn. Default: every value is. */
  readonly isValid?: (value: T) => boolean;
  /**
   * How large a value is: one number, or several of which the first that differs decides. Every step of shrinking must lower
   * it. Default: shrinking only has to end, without coming to a value twice.
   */
  readonly size?: (value: T) => number | readonly number[];
  /** The most characters of a drawn number, such as 6 for `-3.125`. Default: any. */
  readonly maxPrinted?: number;
  /** Default: 1. */
  readonly seed?: number;
  /** Values drawn. Default: 50. */
  readonly numRuns?: number;
}

/** A law that does not hold. */
export class LawError extends Error {
  override readonly name = 'LawError';

  constructor(law: string, seed: number, value: unknown, why: string) {
    super(`${law}: ${why}\n  value: ${fc.stringify(value)}\n  seed: ${seed}`);
  }
}
