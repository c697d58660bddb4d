import { describe } from '../core/describe.ts';
import type { Case } from '../core/problem.ts';
import type { CaseSeen, GradientCheck } from '../core/results.ts';
import { leavesOf, type NumberLeaf } from '../generators/map-leaves.ts';
import { regimeOf } from '../generators/regime-of.ts';
import { toCode } from '../reports/to-code.ts';
import { failureKind } from './failure-kind.ts';

/** So many numbers of an array are shown, and so many arrays of a case. */
const NUMBERS = 6;
const ARRAYS = 12;

/** What else is known of a case: what it shows, its worst error, and how long it took. */
export type Facts = Pick<CaseSeen, 'error' | 'milliseconds'> & { readonly labels: Iterable<string> };

/** A case in a few words and figures. Nothing in them holds on to its arrays. */
export function caseSeen(point: Case, check: GradientCheck, { labels, error, milliseconds }: Facts): CaseSeen {
  const leaves = [...leavesOf(point.params, 'params'), ...leavesOf(point.data, 'data')];
  const regime = regimeOf(point);
  return {
    verdict: check.verdict,
    failed: failureKind(check) !== undefined,
    because: reasonOf(check),
    shown: leaves.length === 0 ? `params ${describe(point.params)}` : shown(leaves),
    shapes: Object.fromEntries(leaves.map(({ path, shape }) => [path, shape.join('x') || 'number'])),
    ...(regime === undefined ? {} : { regime }),
    labels: [...labels],
    error,
    evaluations: { ...check.evaluations },
    milliseconds,
  };
}

function shown(leaves: readonly NumberLeaf[]): string {
  const some = leaves.slice(0, ARRAYS).map(({ path, values, shape }) => {
    const numbers = toCode(shape.length === 0 ? values[0] : values, '', NUMBERS).replaceAll(/\s+/g, ' ');
    return `${path} ${shape.length > 1 ? `${shape.join('x')} ` : ''}${numbers}`;
  });
  return [...some, ...(leaves.length > ARRAYS ? [`and ${leaves.length - ARRAYS} more`] : [])].join(', ');
}

function reasonOf(check: GradientCheck): string {
  switch (check.verdict) {
    case 'agrees':
      return '';
    case 'disagrees':
      return `the gradient of ${check.blame.join(', ')} disagrees with its loss`;
    case 'kink':
      return 'not differentiable here';
    case 'unresolved':
      return 'noise hides the answer';
    case 'invalid':
      return check.message;
  }
}
