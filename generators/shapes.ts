import fc from 'fast-check';
import { UsageError } from '../core/errors.ts';
import { type Architecture, drawArchitecture } from './draw-architecture.ts';
import type { Limits } from './limits.ts';
import { randomSource } from './random-source.ts';

/**
 * Shapes of networks, coincidences drawn on purpose: equal widths, 1, as many classes as examples. They shrink to fewer
 * hidden layers and smaller sizes.
 *
 * @param limits - The largest depth, width and batch. Default: 4, 6 and 6.
 * @throws UsageError for a limit below 1.
 * @example
 * const drawn = fc.sample(shapes({ depth: 3, width: 5, batch: 4 }), { seed: 1, numRuns: 100 });
 * drawn.every(({ inputs, hidden, classes, batch }) => inputs <= 5 && hidden.length <= 2 && classes <= 5 && batch <= 4); // true
 */
export function shapes(limits: Limits = {}): fc.Arbitrary<Architecture> {
  for (const [name, limit] of Object.entries({ depth: 1, width: 1, batch: 1, ...limits })) {
    if (Number.isSafeInteger(limit) && Number(limit) >= 1) continue;
    throw new UsageError(`shapes: ${name} must be a whole number from 1 on, came ${limit}`);
  }
  return new ShapeArbitrary(limits);
}

class ShapeArbitrary extends fc.Arbitrary<Architecture> {
  readonly #limits: Required<Limits>;

  constructor({ depth = 4, width = 6, batch = 6 }: Limits) {
    super();
    this.#limits = { depth, width, batch };
  }

  override generate(mrng: fc.Random): fc.Value<Architecture> {
    return new fc.Value(drawArchitecture(randomSource(mrng), this.#limits), undefined);
  }

  override canShrinkWithoutContext(value: unknown): value is Architecture {
    const { inputs, hidden, classes, batch } = (value ?? {}) as Partial<Architecture>;
    const isSize = (size: number | undefined, most: number): boolean =>
      Number.isInteger(size) && size! >= 1 && size! <= most;
    const { depth, width } = this.#limits;
    return (
      Array.isArray(hidden) &&
      hidden.length < depth &&
      [inputs, ...hidden, classes].every((size) => isSize(size, width)) &&
      isSize(batch, this.#limits.batch)
    );
  }

  override shrink(value: Architecture): fc.Stream<fc.Value<Architecture>> {
    return new fc.Stream(smaller(value)).map((less) => new fc.Value(less, undefined));
  }
}

function* smaller(shape: Architecture): Generator<Architecture> {
  const { inputs, hidden, classes, batch } = shape;
  if (hidden.length > 1) yield { ...shape, hidden: [] };
  for (const layer of hidden.keys()) yield { ...shape, hidden: hidden.toSpliced(layer, 1) };
  for (const size of fewer(inputs)) yield { ...shape, inputs: size };
  for (const [layer, width] of hidden.entries()) {
    for (const size of fewer(width)) yield { ...shape, hidden: hidden.with(layer, size) };
  }
  for (const size of fewer(classes)) yield { ...shape, classes: size };
  for (const size of fewer(batch)) yield { ...shape, batch: size };
}

/** 1, the half, one less. */
function fewer(size: number): Iterable<number> {
  return new Set([1, Math.ceil(size / 2), size - 1].filter((less) => less >= 1 && less < size));
}
