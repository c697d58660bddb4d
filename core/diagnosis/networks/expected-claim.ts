import type { PointEvidence } from '../evidence.ts';
import { backward, RIGHT } from './backward.ts';
import type { Recognised } from './recognise.ts';
import type { Slip } from './slip.ts';

/** No update takes more of a gradient off. */
const FASTEST = 10;

/**
 * The gradient that a mistake would give, flat, regulariser and all.
 *
 * @param open - The blocks by which a strength is fitted, where the mistake has one.
 */
export function expectedClaim(
  { network, pass, scales }: Recognised,
  { steps, less, at }: Slip,
  point: PointEvidence,
  open: readonly string[],
): Float64Array {
  const { decay, biasDecay } = scales;
  const own = { ...RIGHT, ...steps };
  const claim = backward(network, pass, (l) => (at.includes(l) ? own : RIGHT));
  for (const { inputs, units, weightAt, biasAt } of network.layers) {
    for (let unit = 0; unit < units; unit++) {
      for (let j = 0; j < inputs; j++) claim[weightAt(unit, j)]! += decay * network.at[weightAt(unit, j)]!;
      if (biasAt) claim[biasAt(unit)]! += biasDecay * network.at[biasAt(unit)]!;
    }
  }
  if (less === undefined) return claim;
  // What is taken off reaches the layers below alone; by least squares, how much of it is.
  const taken = backward(network, pass, (l) => (at.includes(l) ? { ...own, ...less } : RIGHT));
  const below = new Set(network.layers.slice(0, Math.min(...at)).flatMap(({ weights, biases }) => [weights, biases]));
  let products = 0;
  let squares = 0;
  for (const { block, entries } of point.blocks) {
    if (!below.has(block)) taken.fill(0, block.offset, block.offset + block.size);
    if (!open.includes(block.name)) continue;
    for (const { place, claimed } of entries) {
      const i = block.offset + place;
      products += (claim[i]! - claimed) * taken[i]!;
      squares += taken[i]! ** 2;
    }
  }
  const rate = products / squares;
  return rate > 0 && rate <= FASTEST ? claim.map((x, i) => x - rate * taken[i]!) : claim;
}
