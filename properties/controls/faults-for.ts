import { dataLeaves } from '../../core/diagnosis/data-leaves.ts';
import type { Case } from '../../core/problem.ts';
import { type Block, flatten } from '../../core/tree.ts';
import { batchIn } from './batch-leaves.ts';
import { CALLS } from './calls.ts';
import { examples } from './examples.ts';
import { factors } from './factors.ts';
import { networkFaults } from './network-faults.ts';
import { parts } from './parts.ts';
import { biasFromWeights, places, swapped } from './places.ts';
import type { PlantedFault } from './planted-fault.ts';
import { regularisers } from './regularisers.ts';
import { UPSTREAM } from './upstream.ts';

/**
 * All faults that make sense for the blocks and data of some cases.
 *
 * @param little - A relative error that the checks are to catch, such as 1e-3.
 * @param options - `isBackward`: whether the gradient is a backward pass, of what comes back to it; `slips`: the
 *   kinds of mistakes that it has room for, where it is that of a dense network.
 */
export function faultsFor(
  points: readonly Case[],
  little: number,
  {
    isBackward = false,
    slips = new Set(),
  }: { readonly isBackward?: boolean; readonly slips?: ReadonlySet<string> } = {},
): readonly PlantedFault[] {
  const layouts = points.map(({ params }) => flatten(params).layout.blocks);
  const blocks = [...new Map(layouts.flat().map((block) => [block.name, block])).values()];
  const leaves = points.map(({ data }) => dataLeaves(data));
  const scalars = new Set(leaves.flat().flatMap(({ shape, path }) => (shape.length === 0 ? [path] : [])));
  const batch = batchIn(points);
  const hasBatch = batch !== undefined;
  const strengths = [...scalars];
  return [
    ...(blocks.length > 1 ? factors(undefined, [], hasBatch) : []),
    ...blocks.flatMap(({ name, shape }) => [
      ...factors(name, strengths, hasBatch),
      ...parts(name, shape.length, little),
      ...places(name, shape.length),
      ...regularisers(name, strengths, hasBatch),
    ]),
    ...[1, 2]
      .flatMap((rank) => pairs(blocks.filter(({ shape }) => shape.length === rank)))
      .map(([a, b]) => swapped(a.name, b.name)),
    ...pairs(blocks)
      .filter(([weights, bias]) => weights.shape.length === 2 && (bias.shape.length === 1 || bias.shape[1] === 1))
      .map(([weights, bias]) => biasFromWeights(bias.name, weights.name)),
    ...(batch ? examples(batch) : []),
    ...networkFaults(slips),
    ...(isBackward ? UPSTREAM : []),
    ...CALLS,
  ];
}

/** Each with the one after it. */
function pairs(blocks: readonly Block[]): readonly (readonly [Block, Block])[] {
  return blocks.slice(1).map((block, i) => [blocks[i]!, block] as const);
}
