import type { Case } from '../../core/problem.ts';
import { type Fault, isAt } from './fault.ts';
import type { Planted } from './plant.ts';

/** Losses of one class alone are 0 whatever the logits. */
const NEED_TWO_CLASSES: readonly unknown[] = ['softmax-cross-entropy', 'hinge', 'squared-hinge'];

/** The sizes of a case beyond what its fault and its loss need: one unit a layer and at most two examples, if not said otherwise. */
export function excess({ where, least }: Fault, { cases }: Planted, point: Case): readonly string[] {
  const { sizes } = cases.schema(point);
  // In the order of the layers, but for the outputs, which may stand before the hidden units.
  const hidden = [...sizes.keys()].filter((dim) => dim.startsWith('h')).sort();
  const levels = ['n', ...hidden, 'k'];
  const depth = levels.length - 1;
  const isFaulty = (layer: number): boolean => layer >= 1 && layer <= depth && isAt(where, { layer, depth });
  const needed = (level: number): number => {
    const { loss } = point.data as { readonly loss?: string };
    if (level === depth && NEED_TWO_CLASSES.includes(loss)) return 2;
    return (isFaulty(level) && least.units) || (isFaulty(level + 1) && least.inputs) || 1;
  };
  return [...levels.map((dim, level) => [dim, needed(level)] as const), ['m', 2] as const]
    .filter(([dim, most]) => sizes.get(dim)! > most)
    .map(([dim]) => `${dim} = ${sizes.get(dim)}`);
}
