import type { Layout } from '../../tree.ts';
import { dataLeaves } from '../data-leaves.ts';
import type { PointEvidence } from '../evidence.ts';
import type { NamedNumbers } from '../named-numbers.ts';
import { expectedClaim } from './expected-claim.ts';
import { type Recognised, recognise } from './recognise.ts';
import { slipsOf } from './slips-of.ts';

/** A right gradient and where it was taken. */
export interface RightGradient {
  readonly layout: Layout;
  /** The parameters, flat. */
  readonly at: Float64Array;
  /** The right gradient, flat. */
  readonly right: Float64Array;
  readonly data: unknown;
  readonly names: NamedNumbers;
  /** What came back, flat, if it is that of a backward pass. */
  readonly cotangent?: Float64Array | undefined;
}

/**
 * A right gradient as a mistake of the given kind would make it: in all layers where it can be, or in one. Undefined where the
 * network has no room for it; `'unknown'` where the gradient is that of no network that is known.
 */
export function slipped(given: RightGradient, kind: string): Float64Array | 'unknown' | undefined {
  const { point, recognised } = recognisedIn(given);
  if (recognised === undefined) return 'unknown';
  const numbers = given.names.scalars.map(({ value }) => value);
  const slips = slipsOf(recognised.network, numbers).filter((slip) => slip.kind === kind && slip.less === undefined);
  const [first] = slips;
  if (first === undefined) return undefined;
  const slip = slips.filter(({ says }) => says === first.says).at(-1)!;
  const wrong = expectedClaim(recognised, slip, point, []);
  const base = expectedClaim(recognised, { ...slip, steps: {} }, point, []);
  return given.right.map((x, i) => (wrong[i] === base[i] ? x : x + (wrong[i]! - base[i]!)));
}

/** The kinds of mistakes that the network of a right gradient has room for; none where it is of no network that is known. */
export function slipKinds(given: RightGradient): readonly string[] {
  const { recognised } = recognisedIn(given);
  if (recognised === undefined) return [];
  const numbers = given.names.scalars.map(({ value }) => value);
  return [...new Set(slipsOf(recognised.network, numbers).map(({ kind }) => kind))];
}

function recognisedIn({ layout, at, right, data, names, cotangent }: RightGradient): {
  readonly point: PointEvidence;
  readonly recognised: Recognised | undefined;
} {
  const blocks = layout.blocks
    .filter(({ size }) => size > 0)
    .map((block) => ({ block, rows: block.shape[0] ?? 1, columns: block.size / (block.shape[0] ?? 1), entries: [] }));
  const upstream = cotangent && { cotangent, times: 1, claimed: right };
  const point: PointEvidence = { layout, at, claimed: right, leaves: dataLeaves(data), upstream, names, blocks };
  const [recognised] = recognise(point, []);
  return { point, recognised };
}
