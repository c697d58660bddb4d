import { numericalJacobian } from './numerical-jacobian.ts';
import type { CheckOptions } from './options.ts';
import type { Case } from './problem.ts';
import type { BlockCheck, EntryCheck, GradientCheck } from './results.ts';
import { type Block, entryName, flatten, flattenLike, type Layout } from './tree.ts';

/**
 * Whether a claimed gradient can be that of any loss: its own derivatives, by differences, must be symmetric. An entry
 * fails where it differs from its mirror image by more than twice what both may be off.
 */
export function checkSymmetry<P, D>(
  gradient: (params: P, data: D) => unknown,
  point: Case<P, D>,
  options: CheckOptions = {},
): GradientCheck {
  const { layout } = flatten(point.params);
  const flat = (params: P, data: D): Float64Array => flattenLike(layout, gradient(params, data));
  const { precision } = options;
  const { jacobian, errorBound, evaluations, noise } = numericalJacobian(
    flat,
    point,
    precision === undefined ? {} : { precision },
  );
  const pair = (i: number, j: number): EntryCheck => {
    const [a, b] = [jacobian.data[i * layout.size + j]!, jacobian.data[j * layout.size + i]!];
    const bound = errorBound.data[i * layout.size + j]! + errorBound.data[j * layout.size + i]!;
    const size = Math.max(Math.abs(a), Math.abs(b));
    return {
      entry: `d${entryName(layout, i)}/d${entryName(layout, j)}`,
      verdict: Math.abs(a - b) > 2 * bound ? 'disagrees' : Number.isFinite(bound) ? 'agrees' : 'unresolved',
      analytic: a,
      numeric: b,
      errorBound: bound,
      error: size === 0 ? 0 : Math.abs(a - b) / size,
      ratio: a / b,
    };
  };
  const blocks = layout.blocks.map((block) => blockOf(block, layout, pair));
  const blame = blocks.filter(({ verdict }) => verdict === 'disagrees').map(({ block }) => block);
  return {
    verdict:
      blame.length > 0 ? 'disagrees' : blocks.some(({ verdict }) => verdict === 'unresolved') ? 'unresolved' : 'agrees',
    blocks,
    blame,
    diagnoses: blame.map((block) => ({
      kind: 'not-a-gradient',
      block,
      message: `the derivatives of d${block} are not symmetric: no loss has this gradient`,
      evidence: {},
    })),
    notes: [],
    evaluations: { loss: 0, gradient: evaluations },
    resolution: blocks.reduce((most, { worst }) => Math.max(most, resolutionOf(worst)), 0),
    noise,
    seed: options.seed ?? 0,
  };
}

/** The derivatives of one block by all parameters, each beside its mirror image. */
function blockOf(block: Block, layout: Layout, pair: (i: number, j: number) => EntryCheck): BlockCheck {
  const entries: EntryCheck[] = [];
  for (let i = block.offset; i < block.offset + block.size; i++) {
    for (let j = 0; j < layout.size; j++) entries.push(pair(i, j));
  }
  const wrong = (entry: EntryCheck): number => (entry.verdict === 'disagrees' ? 1 : 0);
  entries.sort((a, b) => wrong(b) - wrong(a) || b.error - a.error);
  return {
    block: block.name,
    shape: block.shape,
    size: block.size,
    verdict: entries[0]!.verdict,
    wrong: entries.filter(wrong).length,
    worst: entries[0]!,
    entries: entries.slice(0, 10),
  };
}

function resolutionOf({ errorBound, analytic, numeric }: EntryCheck): number {
  const size = Math.max(Math.abs(analytic), Math.abs(numeric));
  return size === 0 ? 0 : (2 * errorBound) / size;
}
