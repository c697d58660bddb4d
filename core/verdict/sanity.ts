import { scaleOf } from '../differences/line.ts';
import type { Evaluator, Failure } from '../evaluator.ts';
import type { InvalidReason } from '../results.ts';
import type { GradientRequest, Steps } from '../stream.ts';

/** Up to this many parameters the gradient is also asked at another point and once more. */
const SMALL = 500;

/** The loss and the claimed gradient at a point whose functions kept the rules, or which rule was broken. */
export type Sanity =
  | { readonly sane: true; readonly loss: number; readonly gradient: Float64Array }
  | { readonly sane: false; readonly failure: Failure };

/**
 * Asks for loss and gradient more than once, at the point and after another one: the loss must be finite and the same
 * again, the gradient finite, of the right shape and the same again, params and data unchanged after each call.
 */
export function* checkSanity(at: Float64Array, evaluator: Evaluator): Steps<Sanity> {
  evaluator.watching = true;
  const result = yield* askRepeatedly(at, evaluator);
  evaluator.watching = false;
  return result;
}

function* askRepeatedly(at: Float64Array, evaluator: Evaluator): Steps<Sanity> {
  const loss = yield at;
  if (evaluator.failure) return { sane: false, failure: evaluator.failure };
  if (!Number.isFinite(loss))
    return broken('non-finite-loss', `the loss is ${loss} at this point; it has no slope there`);

  const first = yield* askGradient(at, evaluator);
  if (!(first instanceof Float64Array)) return { sane: false, failure: first };
  const hole = first.findIndex((value) => !Number.isFinite(value));
  if (hole >= 0)
    return broken(
      'non-finite-gradient',
      `the gradient of ${evaluator.entry(hole)} is ${first[hole]}, the loss is finite`,
    );

  const elsewhere = at.map((x, i) => Math.fround(x + (i % 3 === 0 ? -1 : 1) * 2 ** -10 * scaleOf(x)));
  yield elsewhere;
  if (at.length <= SMALL) yield* askGradient(elsewhere, evaluator);
  const second = yield* askGradient(at, evaluator);
  if (!(second instanceof Float64Array)) return { sane: false, failure: second };
  const moved = second.findIndex((value, i) => value !== first[i]);
  if (moved >= 0) {
    return broken(
      'stateful-gradient',
      `the gradient of ${evaluator.entry(moved)} was ${first[moved]} and, asked again at the same point after another one, is ${second[moved]}${accumulated(first[moved]!, second[moved]!)}`,
    );
  }
  const again = yield at;
  if (evaluator.failure) return { sane: false, failure: evaluator.failure };
  if (again !== loss) {
    return broken(
      'nondeterministic',
      `the loss was ${loss} and is ${again} at the same point; switch off dropout or fix its seed`,
    );
  }
  return { sane: true, loss, gradient: first };
}

function* askGradient(at: Float64Array, evaluator: Evaluator): Steps<Float64Array | Failure> {
  const request: GradientRequest = { at };
  yield request;
  if (evaluator.failure) return evaluator.failure;
  return request.gradient ?? { reason: 'unsupported-gradient', message: 'gradient returned nothing' };
}

function broken(reason: InvalidReason, message: string): Sanity {
  return { sane: false, failure: { reason, message } };
}

function accumulated(first: number, second: number): string {
  const ratio = second / first;
  return Number.isInteger(ratio) && ratio > 1 ? `, ${ratio} times as much: is it added to the last one?` : '';
}
