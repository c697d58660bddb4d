import type { Arithmetic } from '../differences/arithmetic.ts';
import { ladderSlope } from '../differences/ladder.ts';
import { CoordinateLine, DirectionLine, scaleOf } from '../differences/line.ts';
import type { GradientRequest, Steps } from '../stream.ts';
import type { Layout } from '../tree.ts';
import { randomDirection } from './random-direction.ts';

const NUDGES = 4;
const NUDGE_SIZE = 2 ** -8;

/** The point at which a gradient is checked and what is known there. */
export interface Place {
  readonly at: Float64Array;
  readonly layout: Layout;
  readonly loss: number;
  readonly gradient: Float64Array;
  readonly noise: number;
}

/** What a second look says: the error is real, only an artefact of the kinks at this very point, or not to be had. */
export type Opinion = 'wrong' | 'kink' | 'unresolved';

/**
 * A second opinion on entries that failed: other steps at the same point, then the same entry at nudged points with the
 * gradient asked afresh. An error that is gone at all nudged points is excused only where the loss has kinks, since
 * automatic differentiation may answer outside of both slopes where several kinks meet (Lee et al., NeurIPS 2020).
 */
export class SecondOpinion {
  readonly #place: Place;
  readonly #arithmetic: Arithmetic;
  readonly #random: () => number;
  readonly #line: CoordinateLine;
  #nudged: readonly Place[] | undefined;
  #kinked: boolean | undefined;

  /** @param kinked - True where a kink was already seen at the point. */
  constructor(place: Place, arithmetic: Arithmetic, random: () => number, kinked: boolean) {
    this.#place = place;
    this.#arithmetic = { ...arithmetic, firstStep: 0.75 * arithmetic.firstStep };
    this.#random = random;
    this.#line = new CoordinateLine(place.at, place.layout);
    if (kinked) this.#kinked = true;
  }

  /** @param first - The slope found at first, or undefined at a kink. */
  *on(index: number, first: number | undefined): Steps<Opinion> {
    if (first !== undefined) {
      this.#line.select(index);
      const again = yield* ladderSlope(this.#line, this.#place.loss, this.#place.noise, this.#arithmetic);
      const difference = Math.abs(this.#place.gradient[index]! - again.value);
      const sure =
        again.kind === 'smooth' && difference > again.bound && Math.abs(again.value - first) <= difference / 4;
      if (again.kind === 'kink') this.#kinked = true;
      else if (!sure) return 'unresolved';
    }
    return (yield* this.#wrongNearby(index)) || !(yield* this.#hasKinks()) ? 'wrong' : 'kink';
  }

  *#wrongNearby(index: number): Steps<boolean> {
    this.#nudged ??= yield* this.#nudge();
    let judged = 0;
    for (const { at, layout, loss, gradient, noise } of this.#nudged) {
      const line = new CoordinateLine(at, layout);
      line.select(index);
      const slope = yield* ladderSlope(line, loss, noise, this.#arithmetic);
      if (slope.kind !== 'smooth') continue;
      judged++;
      if (!(Math.abs(gradient[index]! - slope.value) <= slope.bound)) return true;
    }
    return judged === 0;
  }

  *#nudge(): Steps<readonly Place[]> {
    const { at, layout, noise } = this.#place;
    const places: Place[] = [];
    for (let n = 0; n < NUDGES; n++) {
      const near = at.map((x) => x + NUDGE_SIZE * scaleOf(x) * (2 * this.#random() - 1));
      for (const { type, offset, size } of layout.blocks) {
        if (type === 'float32') near.set(Float32Array.from(near.subarray(offset, offset + size)), offset);
      }
      const loss = yield near;
      const request: GradientRequest = { at: near };
      yield request;
      const { gradient } = request;
      if (Number.isFinite(loss) && gradient?.every(Number.isFinite))
        places.push({ at: near, layout, loss, gradient, noise });
    }
    return places;
  }

  *#hasKinks(): Steps<boolean> {
    for (let tries = 0; this.#kinked === undefined; tries++) {
      const { at, layout, loss, noise } = this.#place;
      const line = new DirectionLine(at, randomDirection(at, this.#random), layout);
      const slope = yield* ladderSlope(line, loss, noise, this.#arithmetic);
      if (slope.kind === 'kink') this.#kinked = true;
      else if (tries === 1) this.#kinked = false;
    }
    return this.#kinked;
  }
}
