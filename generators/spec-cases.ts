import fc from 'fast-check';
import type { Case } from '../core/problem.ts';
import { CaseArbitrary } from './case-arbitrary.ts';
import { fieldOf, withFields } from './case-fields.ts';
import { extentsOf, type Sizes } from './dims.ts';
import { type Bounds, drawSizes } from './draw-sizes.ts';
import type { FieldSpec, Values } from './field-spec.ts';
import type { RandomSource } from './random-source.ts';
import { commonRegime, withRegime } from './regime-of.ts';

/** Fields by path (`params.W1`, `data.X`), bounds of their named sizes, and what their values are drawn by. */
export interface Plan {
  readonly specs: ReadonlyMap<string, FieldSpec>;
  readonly bounds: ReadonlyMap<string, Bounds>;
  readonly values: readonly Values[];
}

/** Cases of described fields. A candidate of the shrinker counts only where every size and value stays in its domain. */
export class SpecCases extends CaseArbitrary<Case> {
  readonly #plan: Plan;
  readonly #leading: Plan['specs'];

  constructor(plan: Plan) {
    const leading = leadingOf(plan.specs);
    const fields = new Map([...leading].map(([path, { field }]) => [path, field] as const));
    const specs = new Map([...leading].filter(([, { isSize = false }]) => !isSize));
    super({
      draw: (source) => draw(plan, source),
      schema: (point) => ({ fields, sizes: sizesOf({ ...plan, specs }, point) }),
    });
    this.#plan = plan;
    this.#leading = leading;
  }

  override canShrinkWithoutContext(value: unknown): value is Case {
    const sizes = sizesOf(this.#plan, value);
    for (const [dim, [least, most]] of this.#plan.bounds) {
      const size = sizes.get(dim);
      if (size === undefined || !(size >= least && size <= most)) return false;
    }
    return [...this.#plan.specs].every(([path, { axes, accepts }]) =>
      accepts(fieldOf(value as Case, path), extentsOf(axes, sizes)),
    );
  }

  override shrink(value: Case, from?: unknown): fc.Stream<fc.Value<Case>> {
    return super
      .shrink(value, from)
      .map((candidate) => new fc.Value(this.#completed(candidate.value), candidate.context))
      .filter((candidate) => this.canShrinkWithoutContext(candidate.value));
  }

  /** The case with the sizes that follow from its tensors as these now are. */
  #completed(point: Case): Case {
    const { specs, bounds } = this.#plan;
    const sizes = sizesOf({ specs: this.#leading, bounds }, point);
    const following = [...specs].filter(([path]) => !this.#leading.has(path));
    return withFields(point, new Map(following.map(([path, { axes }]) => [path, extentsOf(axes, sizes)[0]])));
  }
}

/** All fields but sizes that a tensor or the length of a list tells. */
function leadingOf(specs: Plan['specs']): Plan['specs'] {
  const told = new Set(
    [...specs.values()].flatMap(({ axes, field, isSize = false }) =>
      isSize ? [] : (field.kind === 'labels' ? axes.slice(0, 1) : axes).map(({ dim }) => dim),
    ),
  );
  return new Map([...specs].filter(([, { axes, isSize = false }]) => !isSize || !told.has(axes[0]!.dim)));
}

function draw({ specs, bounds, values }: Plan, source: RandomSource): Case {
  const sizes = drawSizes(source, bounds);
  // Often one regime for all, so that whole cases are short or tied; else one for each field.
  const shared = source.uniform() < 0.5 ? source.pick(values) : undefined;
  const regimes: Values[] = [];
  let point: Case = { params: undefined };
  for (const [path, spec] of specs) {
    const pick = (own?: readonly Values[]): Values => {
      const chosen = own === undefined ? (shared ?? source.pick(values)) : source.pick(own);
      if (path.startsWith('params')) regimes.push(chosen);
      return chosen;
    };
    point = withFields(point, new Map([[path, spec.draw(source, extentsOf(spec.axes, sizes), pick)]]));
  }
  return withRegime(point, commonRegime(regimes));
}

/** The sizes that the shapes of a case tell; a size that only labels tell is that of the largest label. */
export function sizesOf({ specs, bounds }: Pick<Plan, 'specs' | 'bounds'>, point: unknown): Sizes {
  const sizes = new Map<string, number>();
  const atLeast = new Map<string, number>();
  for (const [path, { axes, field, extents }] of specs) {
    const seen = extents(fieldOf(point as Case, path));
    for (const [i, { dim, extra }] of axes.entries()) {
      const size = seen[i] === undefined ? undefined : seen[i] - extra;
      if (dim === '' || size === undefined) continue;
      if (field.kind === 'labels' && dim === field.classes && dim !== field.examples)
        atLeast.set(dim, Math.max(size, atLeast.get(dim) ?? bounds.get(dim)![0]));
      else if (!sizes.has(dim)) sizes.set(dim, size);
    }
  }
  return new Map([...atLeast, ...sizes]);
}
