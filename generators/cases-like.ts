import fc from 'fast-check';
import { UsageError } from '../core/errors.ts';
import type { Case } from '../core/problem.ts';
import { type Domain, domainOf, drawLeaf } from './domain.ts';
import { leavesOf, mapLeaves } from './map-leaves.ts';
import { randomSource } from './random-source.ts';
import { REGIME_MIX } from './regime.ts';
import { commonRegime, withRegime } from './regime-of.ts';
import { complexity, SHORT_NUMBERS, simplerNumbers } from './short-numbers.ts';

/** Above this many numbers a leaf is shrunk only as a whole. */
const ENTRYWISE = 200;

/**
 * An arbitrary of cases of the form of one example, so that a loss of one's own can be tested without writing a generator.
 *
 * Shapes, number types and everything that is no number stay as they are. Numbers are drawn afresh within the domain that
 * the example suggests: reals (short decimals, normal, ties, zeros, mixed and huge sizes), positive numbers where all are
 * positive, labels and counts within the range seen, 0/1 targets, one-hot rows, rows of probabilities, and 0 to 3 for a
 * single number of the data that is called `lambda`, `l2`, `weightDecay` or alike.
 *
 * @param params - Parameters as the loss takes them.
 * @param data - Data as the loss takes it, if it does.
 * @throws UsageError for a whole case `{ params, data }` in the place of both.
 * @example
 * const hinge = {
 *   loss: (w: number[], { x, y }: { x: number[]; y: number }) => Math.max(0, 1 - y * (w[0]! * x[0]! + w[1]! * x[1]!)),
 *   gradient: (w: number[], { x, y }: { x: number[]; y: number }) =>
 *     x.map((xi) => (1 - y * (w[0]! * x[0]! + w[1]! * x[1]!) > 0 ? -y * xi : 0)),
 * };
 * checkProperty(hinge, casesLike([0.5, -0.5], { x: [1, -2.5], y: -1.5 }), { seed: 1 }).ok; // true
 */
export function casesLike<P, D = undefined>(params: P, data?: D): fc.Arbitrary<Case<P, D>> {
  if (data === undefined && isCase(params)) {
    throw new UsageError('casesLike: takes params and data apart: casesLike(example.params, example.data)');
  }
  return new LikeArbitrary<P, D>(data === undefined ? { params } : { params, data });
}

function isCase(params: unknown): boolean {
  return typeof params === 'object' && params !== null && Object.keys(params).sort().join() === 'data,params';
}

class LikeArbitrary<P, D> extends fc.Arbitrary<Case<P, D>> {
  readonly #example: Case<P, D>;
  readonly #domains: ReadonlyMap<string, Domain>;

  constructor(example: Case<P, D>) {
    super();
    this.#example = example;
    this.#domains = new Map(
      leaves(example).map((leaf) => [leaf.path, domainOf(leaf, leaf.path.startsWith('params'))] as const),
    );
  }

  override generate(mrng: fc.Random): fc.Value<Case<P, D>> {
    const source = randomSource(mrng);
    // Often one regime for all, so that whole cases are short or tied; else one for each leaf.
    const shared = source.uniform() < 0.5 ? source.pick(REGIME_MIX) : undefined;
    const regimes: string[] = [];
    const drawn = mapCase(this.#example, ({ path, values }) => {
      const regime = shared ?? source.pick(REGIME_MIX);
      if (path.startsWith('params')) regimes.push(regime);
      return drawLeaf(source, this.#domains.get(path)!, values.length, regime);
    });
    return new fc.Value(withRegime(drawn, commonRegime(regimes)), undefined);
  }

  override canShrinkWithoutContext(value: unknown): value is Case<P, D> {
    if (typeof value !== 'object' || value === null || !('params' in value)) return false;
    const form = (point: Case): string =>
      leaves(point)
        .map(({ path, shape }) => `${path}:${shape}`)
        .join();
    return form(value as Case) === form(this.#example);
  }

  override shrink(value: Case<P, D>): fc.Stream<fc.Value<Case<P, D>>> {
    return new fc.Stream(this.#smaller(value));
  }

  *#smaller(point: Case<P, D>): Generator<fc.Value<Case<P, D>>> {
    const replaced = (path: string, values: readonly number[]): fc.Value<Case<P, D>> =>
      new fc.Value(
        mapCase(point, (leaf) => (leaf.path === path ? values : leaf.values)),
        undefined,
      );
    const all = leaves(point);
    for (const { path, values } of all) {
      for (const simpler of simplerLeaves(values, this.#domains.get(path)!)) yield replaced(path, simpler);
    }
    for (const { path, values } of all) {
      const domain = this.#domains.get(path)!;
      if (domain.kind === 'one-hot' || domain.kind === 'distribution' || values.length > ENTRYWISE) continue;
      for (const [i, value] of values.entries()) {
        for (const simpler of simplerNumbers(value)) {
          if (allows(domain, simpler)) yield replaced(path, values.with(i, simpler));
        }
      }
    }
  }
}

/** Whole leaves that are simpler: distinct short numbers, zeros, fewer digits; the first class or target. */
function* simplerLeaves(values: readonly number[], domain: Domain): Generator<readonly number[]> {
  const own = total(values);
  const candidates =
    domain.kind === 'one-hot' || domain.kind === 'distribution'
      ? [values.map((_, i) => (i % domain.columns === 0 ? 1 : 0))]
      : domain.kind === 'integer'
        ? [values.map(() => domain.least)]
        : [
            values.map((_, i) => SHORT_NUMBERS[i % SHORT_NUMBERS.length]!),
            values.map(() => 0),
            ...[1, 2].map((digits) => values.map((x) => Number(x.toPrecision(digits)))),
          ];
  for (const candidate of candidates) {
    if (total(candidate) < own && candidate.every((x) => allows(domain, x))) yield candidate;
  }
}

function allows(domain: Domain, value: number): boolean {
  switch (domain.kind) {
    case 'positive':
      return value > 0;
    case 'strength':
      return value >= 0;
    case 'unit':
      return value > 0 && value < 1;
    case 'binary':
      return value === 0 || value === 1;
    case 'integer':
      return Number.isInteger(value) && value >= domain.least && value <= domain.most;
    default:
      return true;
  }
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + complexity(value), 0);
}

function leaves(point: Case): ReturnType<typeof leavesOf> {
  return [...leavesOf(point.params, 'params'), ...('data' in point ? leavesOf(point.data, 'data') : [])];
}

function mapCase<P, D>(point: Case<P, D>, replace: Parameters<typeof mapLeaves>[2]): Case<P, D> {
  const params = mapLeaves(point.params, 'params', replace) as P;
  return 'data' in point ? { params, data: mapLeaves(point.data, 'data', replace) as D } : { params };
}
