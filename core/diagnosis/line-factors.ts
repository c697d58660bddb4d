import type { Candidate, JudgedEntry, View } from './evidence.ts';
import { keepsTo } from './keeps-to.ts';
import { NAMES_TRIED, nameFactor, sayName } from './name-factor.ts';
import { shortFactor } from './short-factor.ts';
import { listOf } from './words.ts';

interface Line {
  readonly index: number;
  /** Undefined where the right gradient is 0 all along the line. */
  readonly factor: number | undefined;
}

/** Some rows or columns are wrong by a factor while the others are right, or each of them is by a factor of its own. */
export function lineFactors(view: View): readonly Candidate[] {
  const axes = view.columns > 1 && view.rows > 1 ? (['row', 'column'] as const) : (['row'] as const);
  return axes.flatMap((axis) => candidatesAlong(view, axis));
}

function candidatesAlong(view: View, axis: 'row' | 'column'): readonly Candidate[] {
  const { block, entries, beside, point } = view;
  const word = view.columns === 1 ? 'entry' : axis;
  const lines = linesOf(entries, axis);
  // What a search left over is right in the lines as well of which no entry was picked.
  const count = entries.some(({ screened }) => screened) ? (axis === 'row' ? view.rows : view.columns) : lines.length;
  const wrong = lines.filter(({ factor }) => factor !== undefined && factor !== 1);
  if (wrong.length === 0) return [];
  const factors = new Map(lines.map(({ index, factor }) => [index, factor]));
  const keeps = keepsTo((entry) => {
    const factor = factors.get(entry[axis]) ?? 1;
    return { value: factor * entry.numeric, error: (1 + Math.abs(factor)) * entry.bound };
  });
  const common = wrong[0]!.factor!;
  const same = wrong.every(({ factor }) => Math.abs(factor! - common) <= 1e-7 * Math.max(1, Math.abs(common)));
  const indices = wrong.map(({ index }) => index + (axis === 'column' ? view.firstColumn : 0));
  if (same && wrong.length < count) {
    const named = common === 0 ? { name: '', value: 0, where: '' } : nameFactor(common, point.names);
    const plural = indices.length > 1;
    const where = `${listOf(word, indices)} of d${block.name}`.replace('entrys', 'entries');
    const what =
      common === 0
        ? `${plural ? 'are' : 'is'} 0${beside} and should not be`
        : `${plural ? 'are' : 'is'} ${shortFactor(common)}${sayName(named)} times ${plural ? 'their' : 'its'} central difference${beside}`;
    return [
      {
        kind: common === 0 ? 'lines-zero' : 'lines-factor',
        keeps,
        free: named ? 0 : 1,
        choices: (named && common === 0 ? 0 : NAMES_TRIED) + indices.length * Math.log10(2 * count),
        say: (residual) => `${where} ${what}, the other ${count - indices.length} right (largest residual ${residual})`,
        evidence: { factor: common, axis: word, lines: indices.join(' ') },
      },
    ];
  }
  if (same) return [];
  const shown = wrong.slice(0, 4).map(({ factor }) => shortFactor(factor!));
  return [
    {
      kind: axis === 'row' ? 'row-factors' : 'column-factors',
      keeps,
      free: wrong.length,
      choices: 0,
      say: (residual) =>
        `each ${word} of d${block.name} is off by a factor of its own (${shown.join(', ')}${wrong.length > 4 ? ', ...' : ''})${beside}: ` +
        `what goes into the layer or comes back to it may be wrong, such as a derivative (largest residual ${residual})`,
      evidence: { axis: word, factors: shown.join(' ') },
    },
  ];
}

/** The factor of each line by least squares, rounded to 0 and 1 where it is these. */
function linesOf(entries: readonly JudgedEntry[], axis: 'row' | 'column'): readonly Line[] {
  const groups = new Map<number, JudgedEntry[]>();
  for (const entry of entries) groups.set(entry[axis], [...(groups.get(entry[axis]) ?? []), entry]);
  return [...groups].map(([index, line]) => {
    const unit = line.reduce((most, { numeric }) => Math.max(most, Math.abs(numeric)), 0);
    if (!line.some(({ numeric, bound }) => Math.abs(numeric) > 10 * bound)) return { index, factor: undefined };
    if (line.every(({ wrong }) => !wrong)) return { index, factor: 1 };
    let products = 0;
    let squares = 0;
    for (const { claimed, numeric } of line) {
      products += (claimed / unit) * (numeric / unit);
      squares += (numeric / unit) ** 2;
    }
    const factor = products / squares;
    return { index, factor: Math.abs(factor) < 1e-9 ? 0 : factor };
  });
}
