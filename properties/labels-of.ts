import type { Case } from '../core/problem.ts';
import { CaseArbitrary } from '../generators/case-arbitrary.ts';
import { leavesOf } from '../generators/map-leaves.ts';
import { regimeOf } from '../generators/regime-of.ts';

/** So many numbers of a block are looked at. */
const LOOKED_AT = 1000;
/** From here on exp overflows. */
const OVERFLOWING = 709;

/**
 * What a case shows, for the coverage of a campaign: the regime in which it was drawn; `zeros`, `ties` and `overflowing`
 * among its parameters; sizes of one and sizes that coincide, where its arbitrary names them; and what the problem says.
 *
 * @param classify - The `classify` of the problem; what it throws is no label.
 */
export function labelsOf(
  point: Case,
  cases: unknown,
  classify?: (params: unknown, data: unknown) => readonly string[],
): ReadonlySet<string> {
  const labels = new Set<string>();
  const regime = regimeOf(point);
  if (regime !== undefined) labels.add(regime);
  for (const { values } of leavesOf(point.params, 'params')) addValues(labels, values);
  if (cases instanceof CaseArbitrary) addSizes(labels, cases.schema(point).sizes);
  for (const label of classified(point, classify)) labels.add(label);
  return labels;
}

function addValues(labels: Set<string>, values: readonly number[]): void {
  const seen = new Set<number>();
  for (let i = 0; i < values.length && i < LOOKED_AT; i++) {
    const x = values[i]!;
    if (x === 0) {
      labels.add('zeros');
      continue;
    }
    if (seen.has(x)) labels.add('ties');
    else seen.add(x);
    if (Math.abs(x) >= OVERFLOWING) labels.add('overflowing');
  }
}

function addSizes(labels: Set<string>, sizes: ReadonlyMap<string, number>): void {
  const named = [...sizes];
  for (const [i, [dim, size]] of named.entries()) {
    if (size === 1) labels.add(`${dim} = 1`);
    else for (const [other] of named.slice(i + 1).filter(([, same]) => same === size)) labels.add(`${dim} = ${other}`);
  }
}

function classified(
  { params, data }: Case,
  classify: ((params: unknown, data: unknown) => readonly string[]) | undefined,
): readonly string[] {
  try {
    return classify?.(params, data) ?? [];
  } catch {
    return [];
  }
}
