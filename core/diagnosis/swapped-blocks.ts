import type { Candidate, JudgedEntry, View } from './evidence.ts';
import { keepsTo } from './keeps-to.ts';

/** How near the claims of a right block are. */
const SCREENED = 1e-5;

/** Decimals more than other hypotheses must explain: blocks hold like numbers for many reasons. */
const FAR_FETCHED = 3;

/** Entries of the other block that must be found here, where those at the same places were not looked at. */
const LEAST = 3;

/** A block holds the right gradient of another block of its size. */
export function swappedBlocks(view: View): readonly Candidate[] {
  const { block, beside, point, claimed } = view;
  if (beside !== '') return [];
  const others = point.blocks.filter(
    ({ block: other, entries }) => other !== block && other.size === block.size && entries.length > 0,
  );
  return others.map((other): Candidate => {
    const right = new Map(other.entries.map((entry) => [entry.place, entry]));
    const isRight = !other.entries.some(({ wrong }) => wrong);
    const isThere = isRight || holds(claimed, other.entries);
    return {
      kind: 'swapped',
      keeps: keepsTo((entry) => {
        const there = right.get(entry.place);
        if (there) return { value: there.numeric, error: there.bound };
        // A screen looks at other entries there, if any: it holds the claims of a block without a fault.
        const value = isRight ? point.claimed[other.block.offset + entry.place]! : claimed(entry.place);
        return { value, error: isThere ? SCREENED * Math.abs(value) : Number.POSITIVE_INFINITY };
      }),
      free: 0,
      choices: FAR_FETCHED + Math.log10(others.length),
      say: (residual) =>
        `d${block.name} holds the gradient of ${other.block.name}, all ${view.entries.length < block.size ? `${view.entries.length} numbers looked at` : `${block.size} numbers`} (largest residual ${residual})`,
      evidence: { other: other.block.name },
    };
  });
}

/** Whether a claim holds all right numbers of another block that are known. */
function holds(claimed: View['claimed'], entries: readonly JudgedEntry[]): boolean {
  const telling = entries.filter(({ numeric, bound }) => Math.abs(numeric) > 10 * bound);
  return (
    telling.length >= LEAST &&
    entries.every(
      ({ place, numeric, bound }) => Math.abs(claimed(place) - numeric) <= 2 * bound + 1e-9 * Math.abs(numeric),
    )
  );
}
