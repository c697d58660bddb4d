import fc from 'fast-check';
import { UsageError } from '../core/errors.ts';
import { boundedSource } from './bounded-source.ts';

/**
 * An arbitrary of the one value that a path leads to. The value comes with its context, so that it shrinks on as it did in
 * its campaign, and the path of whatever is found further down leads there again.
 *
 * @throws {@link UsageError} where the path leads to no value of this seed.
 */
export function replayed<T>(values: fc.Arbitrary<T>, seed: number, path: string): fc.Arbitrary<T> {
  let found: fc.Value<T>[] = [];
  try {
    found = fc.sample(new Boxed(values), { seed, path, numRuns: 1 });
  } catch {
    // fast-check throws where a step leads nowhere, and gives nothing where the last one does.
  }
  if (found.length === 0) throw new UsageError(`options.path: '${path}' leads to no case of seed ${seed}`);
  return new Replayed(values, found[0]!);
}

/** Always the same value to begin with. */
class Replayed<T> extends fc.Arbitrary<T> {
  readonly #values: fc.Arbitrary<T>;
  readonly #first: fc.Value<T>;

  constructor(values: fc.Arbitrary<T>, first: fc.Value<T>) {
    super();
    this.#values = values;
    this.#first = first;
  }

  override generate(): fc.Value<T> {
    return this.#first;
  }

  override canShrinkWithoutContext(value: unknown): value is T {
    return this.#values.canShrinkWithoutContext(value);
  }

  override shrink(value: T, context: unknown): fc.Stream<fc.Value<T>> {
    return this.#values.shrink(value, context);
  }
}

/** The same values together with their contexts, which `fc.sample` keeps to itself. */
class Boxed<T> extends fc.Arbitrary<fc.Value<T>> {
  readonly #values: fc.Arbitrary<T>;

  constructor(values: fc.Arbitrary<T>) {
    super();
    this.#values = values;
  }

  override generate(mrng: fc.Random, bias: number | undefined): fc.Value<fc.Value<T>> {
    return boxed(this.#values.generate(boundedSource(mrng), bias));
  }

  override canShrinkWithoutContext(_value: unknown): _value is fc.Value<T> {
    return false;
  }

  override shrink({ value_, context }: fc.Value<T>): fc.Stream<fc.Value<fc.Value<T>>> {
    return this.#values.shrink(value_, context).map(boxed);
  }
}

function boxed<T>(value: fc.Value<T>): fc.Value<fc.Value<T>> {
  return new fc.Value(value, undefined);
}
