import fc from 'fast-check';
import { UsageError } from '../core/errors.ts';
import { product } from '../core/leaf.ts';
import type { Case } from '../core/problem.ts';
import type { Tensor } from '../core/tensor.ts';
import { fieldOf, withFields } from './case-fields.ts';
import { type Container, HOLDERS, type Holder } from './containers.ts';
import { extentsOf, type Sizes } from './dims.ts';
import { regimeOf, withRegime } from './regime-of.ts';
import type { Axis } from './schema.ts';
import { type Plan, SpecCases, sizesOf } from './spec-cases.ts';

/** The cases with their tensors in another container; drawn, shrunk and read back as tensors. */
export function holdCases(plan: Plan, container: Exclude<Container, 'tensor'>): fc.Arbitrary<Case> {
  const holder = HOLDERS[container];
  const paths = [...plan.specs].flatMap(([path, { isTensor }]) => (isTensor ? [path] : []));
  const put = (point: Case): Case =>
    withFields(point, new Map(paths.map((path) => [path, holder.put(fieldOf(point, path) as Tensor)])));
  const cases = new SpecCases(plan);
  // What sizes are told by is the same in every case.
  const missing = untold(plan, holder, put(fc.sample(cases, { seed: 1, numRuns: 1 })[0]!));
  if (missing.length > 0) {
    throw new UsageError(
      `options.as: arrays that are flat do not tell the size ${missing.join(', ')}; add size('${missing[0]}') to the data`,
    );
  }
  return cases.map(
    (point) => {
      const regime = regimeOf(point);
      return regime === undefined ? put(point) : withRegime(put(point), regime);
    },
    (held) => taken(plan, holder, held as Case),
  );
}

/** Throws where the value is none of these cases. */
function taken(plan: Plan, holder: Holder, held: Case): Case {
  const sizes = heldSizes(plan, holder, held);
  const tensors = [...plan.specs].filter(([, { isTensor }]) => isTensor);
  return withFields(
    held,
    new Map(tensors.map(([path, { axes }]) => [path, holder.take(fieldOf(held, path), extentsOf(axes, sizes))])),
  );
}

/** The sizes that a held case leaves open. */
function untold(plan: Plan, holder: Holder, held: Case): readonly string[] {
  const sizes = heldSizes(plan, holder, held);
  return [...plan.bounds.keys()].filter((dim) => !sizes.has(dim));
}

function heldSizes(plan: Plan, holder: Holder, held: Case): Sizes {
  const sizes = new Map(sizesOf(heldPlan(plan, holder), held));
  // A flat matrix tells a size once its other one is known.
  for (let before = -1; before < sizes.size; ) {
    before = sizes.size;
    for (const [path, { axes, isTensor }] of plan.specs) {
      const unknown = axes.filter(({ dim }) => dim !== '' && !sizes.has(dim));
      if (!isTensor || unknown.length !== 1) continue;
      const [{ dim, extra }] = unknown as [Axis];
      const length = (fieldOf(held, path) as ArrayLike<number> | undefined)?.length ?? 0;
      sizes.set(
        dim,
        length /
          product(
            extentsOf(
              axes.filter((axis) => axis.dim !== dim),
              sizes,
            ),
          ) -
          extra,
      );
    }
  }
  return sizes;
}

/** The plan as held values tell their sizes. */
function heldPlan(plan: Plan, holder: Holder): Plan {
  const specs = [...plan.specs].map(
    ([path, spec]) =>
      [
        path,
        spec.isTensor ? { ...spec, extents: (value: unknown) => holder.extents(value, spec.axes.length) } : spec,
      ] as const,
  );
  return { ...plan, specs: new Map(specs) };
}
