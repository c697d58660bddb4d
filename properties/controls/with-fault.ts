import { dataLeaves } from '../../core/diagnosis/data-leaves.ts';
import { namedNumbers } from '../../core/diagnosis/named-numbers.ts';
import { functionsOf } from '../../core/functions-of.ts';
import type { AsyncProblem, Case } from '../../core/problem.ts';
import { flatten, flattenLike, unflatten } from '../../core/tree.ts';
import { after, attempt, together } from './after.ts';
import type { Idle, PlantedFault, Site } from './planted-fault.ts';

/** What a planted fault did since it was last asked. */
export interface Difference {
  /** The largest error of an entry, relative to it or to the rms entry of the gradient. */
  error: number;
  /** Why it made none, if it said so. */
  idle: Idle | undefined;
}

const UNKNOWN: Idle = {
  because: 'the gradient cannot be had at the data it takes',
  draw: 'data whose examples may be exchanged',
};

type Claim = (params: unknown, data: unknown) => unknown;

/** What came back to a backward pass, and its claim where something else does. */
interface Pass {
  readonly cotangent: Float64Array;
  readonly other: () => Claim;
}

/** Functions and properties that a problem may have, on its prototype too. */
const PARTS = ['name', 'precision', 'loss', 'lossBatch', 'frozen', 'forward', 'jvp'] as const;

/**
 * A problem whose right gradient is spoilt by a fault, whichever of its functions claims it; where that is async, so is
 * the spoilt one.
 *
 * @param difference - Is told what came of it.
 */
export function withFault<P, D>(
  problem: AsyncProblem<P, D>,
  fault: PlantedFault,
  hints: Readonly<Record<string, number>>,
  difference: Difference,
): AsyncProblem<P, D> {
  const given = problem as unknown as Record<string, unknown>;
  const bound = (name: string): ((...all: unknown[]) => unknown) => (given[name] as () => unknown).bind(problem);
  const rest = Object.fromEntries(
    PARTS.flatMap((name) =>
      given[name] === undefined ? [] : [[name, typeof given[name] === 'function' ? bound(name) : given[name]]],
    ),
  );
  const spoil = spoiling(fault, hints, difference);
  const spoilt =
    given.valueAndGradient !== undefined
      ? {
          loss: functionsOf(problem, 0).loss,
          gradient: spoil(functionsOf(problem, 0).gradient),
        }
      : given.vjp !== undefined
        ? {
            vjp: (params: unknown, cotangent: unknown, data: unknown) => {
              const taking =
                (taken: unknown): Claim =>
                (p, d) =>
                  bound('vjp')(p, taken, d);
              const { flat, layout } = flatten(cotangent, 'cotangent');
              const mapped = (): unknown => unflatten(layout, flat.map(fault.cotangent!));
              return spoil(taking(cotangent), { cotangent: flat, other: () => taking(mapped()) })(params, data);
            },
          }
        : { gradient: spoil(bound('gradient')) };
  return { ...rest, ...spoilt } as unknown as AsyncProblem<P, D>;
}

/** Turns a right gradient into a wrong one. */
function spoiling(
  fault: PlantedFault,
  hints: Readonly<Record<string, number>>,
  difference: Difference,
): (claim: Claim, pass?: Pass) => Claim {
  let before: Site['before'];
  return (claim, pass) => (params, data) => {
    const { flat: at, layout } = flatten(params);
    const point: Case = { params, data };
    const others = fault.elsewhere?.(point, layout, at) ?? [];
    // Read at once: the next call may write to the same buffer.
    const gradientAt = (one: Case, by: Claim): unknown =>
      after(by(one.params, one.data), (tree) => flattenLike(layout, tree));
    const answers = [
      gradientAt(point, claim),
      ...(isIdle(others) ? [] : others).map((one) => attempt(() => gradientAt(one, claim))),
      ...(fault.cotangent && pass ? [attempt(() => gradientAt(point, pass.other()))] : []),
    ];
    return together<Float64Array | undefined>(answers, ([right, ...elsewhere]) => {
      const names = namedNumbers(dataLeaves(data), layout.blocks, hints);
      const last = before?.right.length === right!.length ? before : undefined;
      const known = elsewhere.filter((one) => one?.every(Number.isFinite)) as Float64Array[];
      const { cotangent } = pass ?? {};
      const site = { point, layout, at, right: right!, names, cotangent, elsewhere: known, before: last };
      const made = isIdle(others) ? others : known.length < elsewhere.length ? UNKNOWN : fault.plant(site);
      const wrong = isIdle(made) ? right! : made;
      if (isIdle(made)) difference.idle ??= made;
      difference.error = Math.max(difference.error, errorOf(wrong, right!));
      before = { right: right!, wrong };
      return unflatten(layout, wrong);
    });
  };
}

function isIdle(made: object): made is Idle {
  return 'because' in made;
}

/** |wrong - right| relative to the entry or to the rms entry, the largest of all; infinite for what is no number. */
function errorOf(wrong: Float64Array, right: Float64Array): number {
  const most = right.reduce((size, x) => Math.max(size, Math.abs(x)), 0);
  // In units of the largest entry, whose square may overflow.
  const rms = most === 0 ? 0 : most * Math.sqrt(right.reduce((sum, x) => sum + (x / most) ** 2, 0) / right.length);
  let error = 0;
  for (const [i, x] of wrong.entries()) {
    if (x === right[i]) continue;
    const relative = Math.abs(x - right[i]!) / Math.max(Math.abs(right[i]!), rms);
    error = Math.max(error, Number.isNaN(relative) ? Number.POSITIVE_INFINITY : relative);
  }
  return error;
}
