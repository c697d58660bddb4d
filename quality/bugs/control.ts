import type fc from 'fast-check';
import type { Case, Problem } from '../../core/problem.ts';
import type { InvalidReason } from '../../core/results.ts';

/**
 * - `kink`: every case is at a kink of the loss, the claim is a valid subgradient
 * - `noise`: rounding or a kink close by spoils plain differences
 * - `correct`: looks wrong, or is hard on differences, and is right
 * - `convention`: a convention of the field, stated as the problem that it solves
 * - `blind`: what no difference of losses can tell from the right gradient
 * - `hazard`: legal habits of code that trip checkers
 */
export type ControlKind = 'kink' | 'noise' | 'correct' | 'convention' | 'blind' | 'hazard';

/** A right gradient that checkers are known to fail. It must never disagree or be invalid; a kink must read as one. */
export interface Control<P = unknown, D = unknown> {
  readonly id: string;
  readonly kind: ControlKind;
  readonly source: string;
  readonly problem: Problem<P, D>;
  readonly cases: () => fc.Arbitrary<Case<P, D>>;
}

/** Code that breaks a rule on purpose or by habit: a check must say so. */
export interface Refusal<P = unknown, D = unknown> extends Omit<Control<P, D>, 'kind'> {
  readonly verdict: 'disagrees' | 'invalid';
  readonly reason?: InvalidReason;
}

/** Forgets the types of a control, so that controls of all sorts fit one list. */
export function untypedControl<P, D>(control: Control<P, D>): Control {
  return control as unknown as Control;
}

/** The same for a refusal. */
export function untypedRefusal<P, D>(refusal: Refusal<P, D>): Refusal {
  return refusal as unknown as Refusal;
}
