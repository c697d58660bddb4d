import { describe } from './describe.ts';
import { FLOAT64 } from './differences/arithmetic.ts';
import { TreeError } from './errors.ts';
import { invalid } from './invalid.ts';
import { numericalJacobian } from './numerical-jacobian.ts';
import { type CheckOptions, readOptions } from './options.ts';
import type { Case } from './problem.ts';
import type { BlockCheck, EntryCheck, GradientCheck, InvalidReason } from './results.ts';
import { type Block, entryName, flatten, flattenLike, type Layout, unflatten } from './tree.ts';
import { judgingIn } from './verdict/judging.ts';

/**
 * Whether a claimed gradient can be that of any loss: its own derivatives, by differences, must be symmetric. An entry
 * fails where it differs from its mirror image by more than twice what both may be off.
 */
export function checkSymmetry<P, D>(
  gradient: (params: P, data: D) => unknown,
  point: Case<P, D>,
  options: CheckOptions = {},
): GradientCheck {
  const settings = readOptions(options);
  const broken = (reason: InvalidReason, message: string, gradients: number): GradientCheck =>
    invalid({ reason, message }, settings, { loss: 0, gradient: gradients });
  let layout: Layout;
  let tree: Float64Array;
  try {
    ({ flat: tree, layout } = flatten(point.params));
  } catch (error) {
    if (!(error instanceof TreeError)) throw error;
    return broken('unsupported-params', error.message, 0);
  }
  if (layout.size === 0) return broken('unsupported-params', 'params: holds no number, so there is no gradient', 0);
  const flat = (params: P, data: D): Float64Array => flattenLike(layout, gradient(params, data));
  try {
    const first = flat(unflatten(layout, tree) as P, point.data as D);
    const hole = first.findIndex((value) => !Number.isFinite(value));
    if (hole >= 0)
      return broken('non-finite-gradient', `the gradient of ${entryName(layout, hole)} is ${first[hole]}`, 1);
  } catch (error) {
    if (error instanceof TreeError) return broken('shape-mismatch', error.message, 1);
    const text = error instanceof Error ? `${error.name}: ${error.message}` : describe(error);
    return broken('threw', `gradient threw ${text}`, 1);
  }
  const { precision } = options;
  const numerical = numericalJacobian(flat, point, precision === undefined ? {} : { precision });
  const { jacobian, errorBound, noise } = numerical;
  const evaluations = numerical.evaluations + 1;
  const { resolution } = judgingIn(settings.arithmetic ?? FLOAT64, settings);
  const scale = jacobian.data.reduce(
    (most, value) => (Number.isFinite(value) ? Math.max(most, Math.abs(value)) : most),
    0,
  );
  let reached = 0;
  const fine = (bound: number, size: number): boolean =>
    bound <= resolution * size || bound <= 1e-6 * scale || (scale === 0 && Number.isFinite(bound));
  const pair = (i: number, j: number): EntryCheck => {
    const [a, b] = [jacobian.data[i * layout.size + j]!, jacobian.data[j * layout.size + i]!];
    const bound = errorBound.data[i * layout.size + j]! + errorBound.data[j * layout.size + i]!;
    const size = Math.max(Math.abs(a), Math.abs(b));
    // An entry of the diagonal is its own mirror image.
    if (i !== j && scale > 0) reached = Math.max(reached, (2 * bound) / Math.max(size, scale / layout.size));
    return {
      entry: `d${entryName(layout, i)}/d${entryName(layout, j)}`,
      verdict:
        i === j ? 'agrees' : Math.abs(a - b) > 2 * bound ? 'disagrees' : fine(bound, size) ? 'agrees' : 'unresolved',
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
    resolution: reached,
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
