import type { Candidate, View } from './evidence.ts';
import { keepsTo } from './keeps-to.ts';

/** Decimals more than other hypotheses must explain: blocks hold like numbers for many reasons. */
const FAR_FETCHED = 3;

/** A block holds the right gradient of another block of its size. */
export function swappedBlocks(view: View): readonly Candidate[] {
  const { block, beside, point, claimed } = view;
  if (beside !== '') return [];
  const others = point.blocks.filter(
    ({ block: other, entries }) => other !== block && other.size === block.size && entries.length > 0,
  );
  return others.map((other): Candidate => {
    const right = new Map(other.entries.map((entry) => [entry.place, entry]));
    return {
      kind: 'swapped',
      keeps: keepsTo((entry) => {
        const there = right.get(entry.place);
        return there ? { value: there.numeric, error: there.bound } : { value: claimed(entry.place), error: 0 };
      }),
      free: 0,
      choices: FAR_FETCHED + Math.log10(others.length),
      say: (residual) =>
        `d${block.name} holds the gradient of ${other.block.name}, all ${block.size} numbers (largest residual ${residual})`,
      evidence: { other: other.block.name },
    };
  });
}
