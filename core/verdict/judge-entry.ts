import type { Slope } from '../differences/slope.ts';

/** `doubtful` and `wrong` stand only after a second opinion; `outside` is a claim beyond both slopes of a kink. */
export type Judgement = 'agrees' | 'kink' | 'unresolved' | 'doubtful' | 'wrong' | 'outside';

export interface Standard {
  /** The relative error that must not pass. */
  readonly resolution: number;
  /** The largest entry of the numerical gradient. */
  readonly scale: number;
  /** The loss at the point. */
  readonly loss: number;
  /** The widest step of the ladder for this entry. */
  readonly widest: number;
  /** Errors that are allowed, relative and absolute. */
  readonly rtol: number;
  readonly atol: number;
  /** Unit roundoff in which the gradient is computed. */
  readonly unit: number;
  /** The absolute noise of the loss. */
  readonly noise: number;
}

/** Compares one claimed entry with the slope of the loss; NaN never agrees. */
export function judgeEntry(claim: number, slope: Slope, standard: Standard): Judgement {
  const { kind, value, bound, left, right } = slope;
  if (kind === 'none') return 'unresolved';
  if (kind === 'kink') {
    const slack = bound + allowance(standard, Math.max(Math.abs(left), Math.abs(right)));
    const inside = claim >= Math.min(left, right) - slack && claim <= Math.max(left, right) + slack;
    return inside ? 'kink' : 'outside';
  }
  const difference = Math.abs(claim - value);
  const size = Math.max(Math.abs(claim), Math.abs(value));
  const allowed = bound + allowance(standard, Math.abs(value));
  if (!(difference <= allowed)) {
    // A loss that underflows stands still although its true slope is not 0: ask for a change that rounding cannot hide.
    if (slope.constant && Math.abs(claim) * standard.widest <= 2 ** -26 * Math.max(1, Math.abs(standard.loss))) {
      return 'unresolved';
    }
    if (difference > 10 * bound + allowance(standard, Math.abs(value))) return 'wrong';
    return slope.roughness > 1 ? 'unresolved' : 'doubtful';
  }
  if (difference > slope.tight + allowance(standard, Math.abs(value)) && isSmooth(slope)) return 'doubtful';
  if (bound <= standard.resolution * size || bound <= 1e-6 * standard.scale) return 'agrees';
  // Two independent figures do not meet this closely by chance, whatever the bound can vouch for.
  if (difference <= 1e-3 * standard.resolution * size) return 'agrees';
  // At a stationary point there is no size but that of the loss: a slope this small hardly moves it.
  const still = slope.constant || bound * standard.widest <= 2 ** -26 * Math.abs(standard.loss);
  return claim === 0 && still ? 'agrees' : 'unresolved';
}

/** Whether the gap between the one-sided slopes is so small beside its own error that no kink can hide in it. */
export function isSmooth({ kind, roughness }: Slope): boolean {
  return kind === 'smooth' && roughness < 0.5;
}

/** The relative error allowed to any gradient: computed as a difference of larger terms, it loses some digits. */
export const CANCELLATION: number = 2 ** -33;

/**
 * The error allowed to an entry of this size: by the caller, and by the rounding of the gradient itself, which is made of
 * terms as large as those of the loss.
 */
export function allowance(
  { rtol, atol, unit, scale, noise, widest }: Omit<Standard, 'resolution' | 'loss'>,
  size: number,
): number {
  return atol + (rtol + CANCELLATION) * size + 8 * unit * Math.max(size, scale) + noise / widest;
}
