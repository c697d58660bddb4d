import fc from 'fast-check';
import type { Tensor } from '../core/tensor.ts';
import { DEFAULT_BOUNDS } from './draw-sizes.ts';
import type { FieldSpec } from './field-spec.ts';
import { REGIME_MIX } from './regime.ts';
import { SpecCases } from './spec-cases.ts';

/**
 * One field of a case. It stands in the description of a whole case, where it shares its named sizes with the others, and
 * it is an arbitrary of its own, whose sizes are then drawn for it alone.
 */
export class FieldArbitrary<T> extends fc.Arbitrary<T> {
  readonly spec: FieldSpec<T>;
  readonly #alone: fc.Arbitrary<T>;

  constructor(spec: FieldSpec<T>) {
    super();
    this.spec = spec;
    const bounds = new Map(spec.axes.filter(({ dim }) => dim !== '').map(({ dim }) => [dim, DEFAULT_BOUNDS] as const));
    this.#alone = new SpecCases({ specs: new Map([['params', spec]]), bounds, values: REGIME_MIX }).map(
      ({ params }) => params as T,
      (params) => ({ params }),
    );
  }

  override generate(mrng: fc.Random, biasFactor: number | undefined): fc.Value<T> {
    return this.#alone.generate(mrng, biasFactor);
  }

  override canShrinkWithoutContext(value: unknown): value is T {
    return this.#alone.canShrinkWithoutContext(value);
  }

  override shrink(value: T, context: unknown): fc.Stream<fc.Value<T>> {
    return this.#alone.shrink(value, context);
  }
}

/** A field that is a tensor of `Rank` axes; a case may hold it in another container. */
export class TensorArbitrary<Rank extends number = number> extends FieldArbitrary<Tensor> {
  /** Only for the types. */
  declare readonly rank: Rank;
}
