import type { Block } from '../tree.ts';
import type { Findings } from '../verdict/findings.ts';
import type { BlockEvidence } from './evidence.ts';

/** What the findings say of one block: the entries that were judged, and those that a search left over as right. */
export function evidenceOf(block: Block, { entries, cleared = [] }: Findings): BlockEvidence {
  const rows = block.shape[0] ?? 1;
  const columns = block.size / rows;
  const screened = new Set(cleared);
  return {
    block,
    rows,
    columns,
    entries: [...entries, ...cleared]
      .filter(
        ({ index, verdict, left, right }) =>
          index >= block.offset &&
          index < block.offset + block.size &&
          (verdict === 'agrees' || verdict === 'disagrees') &&
          left === right,
      )
      .sort((a, b) => a.index - b.index)
      .map((entry) => {
        const { index, analytic, numeric, bound, verdict } = entry;
        const place = index - block.offset;
        const [row, column] = [Math.floor(place / columns), place % columns];
        const wrong = verdict === 'disagrees';
        return { place, row, column, claimed: analytic, numeric, bound, wrong, screened: screened.has(entry) };
      }),
  };
}
