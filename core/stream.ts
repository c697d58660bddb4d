/** Asks for the claimed gradient at a point; the driver fills in `gradient` where there is one. */
export interface GradientRequest {
  readonly at: Float64Array;
  /** Other data than those of the check, such as a copy of them. */
  readonly data?: unknown;
  /** What the cotangent of a backward pass is multiplied by. Default: 1. */
  readonly upstream?: number;
  gradient?: Float64Array;
}

/** Asks for the loss with its branches frozen as at the point of the check; resumed with it. */
export interface FrozenRequest {
  readonly frozenAt: Float64Array;
}

/** Asks for the losses at several points at once; the driver fills in `losses`. */
export interface BatchRequest {
  readonly points: readonly Float64Array[];
  readonly losses: Float64Array;
  /** Set by the driver where the call threw, which one of its points may have caused. */
  failed?: boolean;
}

/** Asks for the output of a forward pass at a point; the driver fills in `output` where there is one. */
export interface OutputRequest {
  readonly outputAt: Float64Array;
  output?: Float64Array;
}

/** Asks for the claimed product of the Jacobian with a tangent; the driver fills in `product` where there is one. */
export interface ProductRequest {
  readonly productAt: Float64Array;
  readonly tangent: Float64Array;
  product?: Float64Array;
}

/** Asks for the claimed pullback of a cotangent; the driver fills in `pullback` where there is one. */
export interface PullbackRequest {
  readonly pullbackAt: Float64Array;
  readonly cotangent: Float64Array;
  pullback?: Float64Array;
}

export type Request =
  | Float64Array
  | GradientRequest
  | FrozenRequest
  | BatchRequest
  | OutputRequest
  | ProductRequest
  | PullbackRequest;

/**
 * A computation that needs losses and gradients but never calls the user's code. It yields a flat point and is resumed
 * with the loss there (NaN where there is none), or yields one of the requests above and is resumed once it is answered.
 * A yielded point is scratch space: a driver copies what it keeps.
 */
export type Steps<R> = Generator<Request, R, number>;

/**
 * Runs computations side by side, so that the losses they ask for can be had in batches of up to `width`.
 * With a width of 1 they run one after the other, without copying a point.
 */
export function* together<R>(tasks: Iterable<Steps<R>>, width: number): Steps<R[]> {
  const results: R[] = [];
  if (width <= 1) {
    for (const task of tasks) results.push(yield* task);
    return results;
  }
  const waiting = tasks[Symbol.iterator]();
  let running: { readonly task: Steps<R>; readonly slot: number; step: IteratorResult<Request, R> }[] = [];
  for (let slot = 0; ; ) {
    while (running.length < width) {
      const next = waiting.next();
      if (next.done) break;
      const step = next.value.next();
      if (step.done) results[slot] = step.value;
      else running.push({ task: next.value, slot, step });
      slot++;
    }
    if (running.length === 0) return results;
    const points: Float64Array[] = [];
    for (const { step } of running) {
      if (step.value instanceof Float64Array) points.push(step.value.slice());
    }
    const batch: BatchRequest = { points, losses: new Float64Array(points.length) };
    if (points.length > 0) yield batch;
    if (batch.failed) for (const [i, point] of points.entries()) batch.losses[i] = yield point;
    let answered = 0;
    for (const one of running) {
      const request = one.step.value as Request;
      one.step = one.task.next(request instanceof Float64Array ? batch.losses[answered++]! : yield request);
      if (one.step.done) results[one.slot] = one.step.value;
    }
    // Now, so that those that wait take their places: all of a batch may end at once.
    running = running.filter(({ step }) => !step.done);
  }
}

/** Puts every loss that a computation asks for to the frozen loss. */
export function* frozen<R>(task: Steps<R>): Steps<R> {
  let step = task.next();
  while (!step.done) {
    const request = step.value;
    step = task.next(yield request instanceof Float64Array ? { frozenAt: request } : request);
  }
  return step.value;
}

/** The loss at a point of which one entry has another value. */
export type EntryLosses = (index: number) => (value: number) => number;
