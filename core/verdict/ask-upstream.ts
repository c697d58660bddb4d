import type { Evaluator } from '../evaluator.ts';
import type { GradientRequest, Steps } from '../stream.ts';

/** What is multiplied into the cotangent: no sign, square or absolute value of it is left as it was. */
const TIMES = -2;

/** What came back to a backward pass, and what it claims where another cotangent comes back. */
export interface Upstream {
  readonly cotangent: Float64Array;
  readonly times: number;
  /** The claimed gradient, flat, with `times` the cotangent; undefined where there was none. */
  readonly claimed: Float64Array | undefined;
}

/** Asks a backward pass for a multiple of its cotangent; undefined where the gradient is none. */
export function* askUpstream(at: Float64Array, evaluator: Evaluator): Steps<Upstream | undefined> {
  const { cotangent } = evaluator;
  if (cotangent === undefined) return undefined;
  const request: GradientRequest = { at, upstream: TIMES };
  yield request;
  return { cotangent, times: TIMES, claimed: evaluator.failure ? undefined : request.gradient };
}
