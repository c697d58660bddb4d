import type { Arithmetic } from '../differences/arithmetic.ts';
import { ladderSlope } from '../differences/ladder-slope.ts';
import { CoordinateLine } from '../differences/line.ts';
import type { Slope } from '../differences/slope.ts';
import type { Steps } from '../stream.ts';
import { allowance, isSmooth, type Standard } from './judge-entry.ts';
import { nudged } from './nudged.ts';
import type { Place } from './place.ts';
import { randomDirection } from './random-direction.ts';
import { slopeAlong } from './slope-along.ts';

const NUDGES = 4;

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
  readonly #nudged: (Place | undefined)[] = [];
  #kinked: boolean | undefined;

  /** @param kinked - True where a kink was already seen at the point. */
  constructor(place: Place, random: () => number, kinked: boolean) {
    this.#place = place;
    this.#arithmetic = { ...place.arithmetic, firstStep: 0.75 * place.arithmetic.firstStep };
    this.#random = random;
    if (kinked) this.#kinked = true;
  }

  /** @param first - The slope found at first, or undefined at a kink. */
  *on(index: number, first: number | undefined, standard: Standard): Steps<Opinion> {
    if (first !== undefined) {
      const again = yield* this.#slope(index, this.#arithmetic);
      const difference = Math.abs(this.#place.gradient[index]! - again.value);
      const beyond = difference > boundOf(again) + allowance(standard, Math.abs(again.value));
      if (again.kind === 'kink') this.#kinked = true;
      else if (!(again.kind === 'smooth' && beyond && Math.abs(again.value - first) <= difference / 4))
        return 'unresolved';
      // A feature narrower than the first steps is passed over by them without a trace.
      const { firstStep } = this.#arithmetic;
      const finer = yield* this.#slope(index, { ...this.#arithmetic, firstStep: firstStep / 64 });
      if (finer.kind === 'smooth' && Math.abs(finer.value - first) > finer.bound + again.bound) return 'unresolved';
    }
    return (yield* this.#wrongNearby(index, standard)) || !(yield* this.#hasKinks()) ? 'wrong' : 'kink';
  }

  *#slope(index: number, arithmetic: Arithmetic): Steps<Slope> {
    const { at, layout, loss, noise } = this.#place;
    const line = new CoordinateLine(at, layout);
    line.select(index);
    return yield* ladderSlope(line, loss, noise, arithmetic);
  }

  *#wrongNearby(index: number, standard: Standard): Steps<boolean> {
    let judged = 0;
    for (let n = 0; n < NUDGES; n++) {
      if (this.#nudged.length === n) this.#nudged.push(yield* nudged(this.#place, this.#random));
      const near = this.#nudged[n];
      if (near === undefined) continue;
      const { at, layout, loss, gradient, noise } = near;
      const line = new CoordinateLine(at, layout);
      line.select(index);
      const slope = yield* ladderSlope(line, loss, noise, this.#arithmetic);
      if (slope.kind !== 'smooth') continue;
      judged++;
      const allowed = boundOf(slope) + allowance(standard, Math.abs(slope.value));
      if (!(Math.abs(gradient[index]! - slope.value) <= allowed)) return true;
    }
    return judged === 0;
  }

  *#hasKinks(): Steps<boolean> {
    for (let tries = 0; this.#kinked === undefined; tries++) {
      const direction = randomDirection(this.#place.at, this.#random);
      const slope = yield* slopeAlong({ ...this.#place, frozen: false }, direction);
      if (slope.kind === 'kink') this.#kinked = true;
      else if (tries === 1) this.#kinked = false;
    }
    return this.#kinked;
  }
}

function boundOf(slope: Slope): number {
  return isSmooth(slope) ? slope.tight : slope.bound;
}
