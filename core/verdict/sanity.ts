import { copyOf } from '../copy-of.ts';
import { scaleOf } from '../differences/line.ts';
import type { Evaluator, Failure } from '../evaluator.ts';
import { firstNonFinite } from '../first-non-finite.ts';
import type { InvalidReason } from '../results.ts';
import type { GradientRequest, Steps } from '../stream.ts';
import type { Judging } from './judging.ts';
import type { Place } from './place.ts';
import { roundingOf } from './rounding-of.ts';
import { slopeAlong } from './slope-along.ts';

/** How far away other points are, relative to each entry; no power of two, so that they are no short numbers. */
const AWAY = 0.97e-3;
/** How far off a gradient is at least, of its size, of which a part is left over from a point 1e-3 away. */
const LEFT_OVER = 1e-6;

/** The loss and the claimed gradient at a point whose functions kept the rules, or which rule was broken. */
export type Sanity =
  | { readonly sane: true; readonly loss: number; readonly gradient: Float64Array }
  | { readonly sane: false; readonly failure: Failure };

/**
 * Asks for the loss and the claimed gradient at a point: the loss must be finite, the gradient finite and of the right
 * shape, params and data unchanged after each call.
 */
export function* askFirst(at: Float64Array, evaluator: Evaluator): Steps<Sanity> {
  evaluator.watching = true;
  const loss = yield at;
  if (evaluator.failure) return { sane: false, failure: evaluator.failure };
  if (!Number.isFinite(loss)) {
    const hint = yield* overflowOf(at);
    return broken('non-finite-loss', `the loss is ${loss} at this point; it has no slope there${hint}`);
  }
  const gradient = yield* askGradient(at, evaluator);
  if (!(gradient instanceof Float64Array)) return { sane: false, failure: gradient };
  const hole = firstNonFinite(gradient);
  if (hole >= 0) {
    const entry = evaluator.entry(hole);
    const hint = yield* limitAt(at, hole, entry, loss);
    return broken('non-finite-gradient', `the gradient of ${entry} is ${gradient[hole]}, the loss is finite${hint}`);
  }
  evaluator.watching = false;
  return { sane: true, loss, gradient };
}

/** Whether the loss is finite nearer to 0, so that it is its size that it cannot bear. */
function* overflowOf(at: Float64Array): Steps<string> {
  for (const part of [2 ** -1, 2 ** -3, 2 ** -6, 2 ** -10]) {
    const loss = yield at.map((x) => part * x);
    if (!Number.isFinite(loss)) continue;
    return `, and ${loss.toPrecision(4)} at 1/${1 / part} of these parameters: exp overflows above 709, log is -Infinity at 0; take log-sum-exp, log1p or softplus where the loss has a finite limit`;
  }
  return '';
}

/** What the loss itself says of an entry whose gradient is no number. */
function* limitAt(at: Float64Array, hole: number, entry: string, loss: number): Steps<string> {
  const x = at[hole]!;
  const h = 2 ** -17 * scaleOf(x);
  const beside = (step: number): Float64Array => at.map((value, i) => (i === hole ? value + step : value));
  const [above, below] = [yield beside(h), yield beside(-h)];
  const [right, left] = [(above - loss) / h, (loss - below) / h];
  if (!Number.isFinite(right) || !Number.isFinite(left)) return '';
  const slopes =
    Math.abs(right - left) <= 1e-3 * (Math.abs(right) + Math.abs(left)) + 1e-4
      ? `its central difference is ${short((right + left) / 2)}`
      : `its one-sided slopes are ${short(left)} and ${short(right)}`;
  const cause =
    x === 0
      ? '0/0 or 0 * Infinity at 0'
      : 'an overflow, 0/0 or Infinity/Infinity on the way, or an entry that is not written';
  return `: at ${entry} = ${x} ${slopes}; look for ${cause}`;
}

function short(slope: number): number {
  return Math.abs(slope) < 1e-4 ? 0 : Number(slope.toPrecision(3));
}

/**
 * Asks again at the same point: at once, after a loss at another point, and after a gradient there. Each time both must
 * answer as before, so that nothing is drawn afresh, cached or added up. A large problem, whose losses have been asked
 * elsewhere meanwhile, is asked once.
 */
export function* askAgain(evaluator: Evaluator, place: Place, small: boolean): Steps<Failure | undefined> {
  const { at } = place;
  evaluator.watching = true;
  if (small) {
    const elsewhere = aside(place);
    let failure = yield* gradientAgain(evaluator, place, 'at once');
    if (failure) return failure;
    yield elsewhere;
    failure = yield* gradientAgain(evaluator, place, 'after a loss at another one');
    if (failure) return failure;
    yield* askGradient(elsewhere, evaluator);
  }
  const failure = yield* gradientAgain(evaluator, place, 'after another one');
  if (failure) return failure;
  // What is drawn afresh may come out the same once.
  for (let times = 0; times < (small ? 3 : 1); times++) {
    const loss = yield at;
    if (evaluator.failure) return evaluator.failure;
    if (loss === place.loss) continue;
    return {
      reason: 'nondeterministic',
      message: `the loss was ${place.loss} and is ${loss} at the same point; switch off dropout or fix its seed`,
    };
  }
  evaluator.watching = false;
  return undefined;
}

function* gradientAgain(evaluator: Evaluator, { at, gradient }: Place, when: string): Steps<Failure | undefined> {
  const again = yield* askGradient(at, evaluator);
  if (!(again instanceof Float64Array)) return again;
  // Not findIndex, which boxes every number for its callback.
  let moved = 0;
  while (moved < again.length && again[moved] === gradient[moved]) moved++;
  if (moved === again.length) return undefined;
  const [was, is] = [gradient[moved]!, again[moved]!];
  return stateful(
    `the gradient of ${evaluator.entry(moved)} was ${was} and, asked again at the same point ${when}, is ${is}${accumulated(was, is)}`,
  );
}

/**
 * Asks whether a gradient that is right here is only left over from here: wrong at two other points with the same data (two,
 * since a kink may hide beside one of them), and there either the very same as here or another one with a copy of the data.
 * One that is wrong there by itself is for other cases to show.
 */
export function* askElsewhere(evaluator: Evaluator, place: Place, judging: Judging): Steps<Failure | undefined> {
  for (const sign of [-1, 1]) {
    if (!(yield* isWrongAt(aside(place, sign), evaluator, place, judging))) return undefined;
  }
  const elsewhere = aside(place);
  const there = yield* askGradient(elsewhere, evaluator);
  if (!(there instanceof Float64Array)) return undefined;
  if (there.every((value, i) => value === place.gradient[i])) {
    return stateful('the gradient at another point is still that of this one: it does not follow the parameters');
  }
  const copy = copyOf(evaluator.data);
  if (copy === undefined) return undefined;
  const afresh = yield* askGradient(elsewhere, evaluator, { data: copy });
  if (!(afresh instanceof Float64Array) || afresh.every((value, i) => value === there[i])) return undefined;
  return stateful(
    'the gradient at another point is wrong with these data and another one with a copy of them: a part of it is cached by the data, and does not follow the parameters',
  );
}

function* isWrongAt(
  elsewhere: Float64Array,
  evaluator: Evaluator,
  place: Place,
  { rtol, atol }: Judging,
): Steps<boolean> {
  const there = yield* askGradient(elsewhere, evaluator);
  if (!(there instanceof Float64Array)) return false;
  const loss = yield elsewhere;
  const direction = Float64Array.from(there, (value, i) => (value < 0 ? -1 : 1) * scaleOf(elsewhere[i]!));
  const claim = there.reduce((sum, value, i) => sum + value * direction[i]!, 0);
  // Small differences are for the rule to judge; a gradient that is left over is off by far.
  const size = there.reduce((sum, value, i) => sum + Math.abs(value * direction[i]!), 0);
  const enough = { bound: (LEFT_OVER / 40) * size, rungs: 3 };
  const slope = yield* slopeAlong(
    { ...place, at: elsewhere, loss, sweep: undefined, frozen: false },
    direction,
    enough,
  );
  const allowed =
    10 * slope.bound + (Math.max(LEFT_OVER, 8 * Math.max(...roundingOf(place))) + rtol) * size + atol * place.at.length;
  return slope.kind === 'smooth' && Math.abs(claim - slope.value) > allowed;
}

/** A point beside, in the numbers of each block, at which no entry is what it was. */
function aside({ at, layout }: Place, sign = 1): Float64Array {
  const point = at.map((x, i) => x + sign * (i % 3 === 0 ? -1 : 1) * AWAY * scaleOf(x));
  for (const { type, offset, size } of layout.blocks) {
    if (type === 'float32') for (let i = offset; i < offset + size; i++) point[i] = Math.fround(point[i]!);
  }
  return point;
}

function* askGradient(
  at: Float64Array,
  evaluator: Evaluator,
  other: Pick<GradientRequest, 'data'> = {},
): Steps<Float64Array | Failure> {
  const request: GradientRequest = { at, ...other };
  yield request;
  if (evaluator.failure) return evaluator.failure;
  return request.gradient ?? { reason: 'unsupported-gradient', message: 'gradient returned nothing' };
}

function broken(reason: InvalidReason, message: string): Sanity {
  return { sane: false, failure: { reason, message } };
}

function stateful(message: string): Failure {
  return { reason: 'stateful-gradient', message };
}

function accumulated(first: number, second: number): string {
  const ratio = second / first;
  return Number.isInteger(ratio) && ratio > 1 ? `, ${ratio} times as much: is it added to the last one?` : '';
}
