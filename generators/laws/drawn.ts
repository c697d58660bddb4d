import fc from 'fast-check';

/** Values as an arbitrary draws them, with what it needs to shrink them. */
export function drawn<T>(arbitrary: fc.Arbitrary<T>, seed: number, count: number): readonly fc.Value<T>[] {
  return fc.sample(new Wrapped(arbitrary), { seed, numRuns: count });
}

class Wrapped<T> extends fc.Arbitrary<fc.Value<T>> {
  readonly #inner: fc.Arbitrary<T>;

  constructor(inner: fc.Arbitrary<T>) {
    super();
    this.#inner = inner;
  }

  override generate(mrng: fc.Random): fc.Value<fc.Value<T>> {
    return new fc.Value(this.#inner.generate(mrng, undefined), undefined);
  }

  override canShrinkWithoutContext(_value: unknown): _value is fc.Value<T> {
    return false;
  }

  override shrink(): fc.Stream<fc.Value<fc.Value<T>>> {
    return fc.Stream.nil();
  }
}
