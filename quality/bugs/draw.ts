import fc from 'fast-check';

/** Decimals with two places in [low, high]. */
export function decimal(low: number, high: number): fc.Arbitrary<number> {
  return fc.integer({ min: Math.round(low * 100), max: Math.round(high * 100) }).map((n) => n / 100);
}

/** Inputs with their edges: mostly short decimals in [-3, 3], often exactly 0, 1, -1 or one of the values given. */
export function input(...edges: readonly number[]): fc.Arbitrary<number> {
  return fc.oneof(
    { weight: 3, arbitrary: decimal(-3, 3) },
    { weight: 1, arbitrary: fc.constantFrom(0, 1, -1, ...edges) },
  );
}

/** A factor that hides nothing: a decimal in ±[0.5, 2]. */
export function factor(): fc.Arbitrary<number> {
  return fc.tuple(decimal(0.5, 2), fc.boolean()).map(([size, negative]) => (negative ? -size : size));
}

/** Arrays of a fixed length. */
export function list<T>(length: number, item: fc.Arbitrary<T>): fc.Arbitrary<T[]> {
  return fc.array(item, { minLength: length, maxLength: length });
}

/** Vectors of a fixed length. */
export function vector(length: number, value: fc.Arbitrary<number> = input()): fc.Arbitrary<Float64Array> {
  return list(length, value).map((values) => Float64Array.from(values));
}

/** Vectors of a fixed length in which equal entries are common. */
export function tiedVector(length: number): fc.Arbitrary<Float64Array> {
  return fc.oneof(
    { weight: 2, arbitrary: vector(length) },
    { weight: 1, arbitrary: vector(length, fc.constantFrom(-1, 0, 1, 2)) },
  );
}

/** Matrices of a fixed shape, as rows. */
export function matrix(rows: number, columns: number, value: fc.Arbitrary<number> = input()): fc.Arbitrary<number[][]> {
  return list(rows, list(columns, value));
}

/** A size of an axis. */
export function size(least: number, most: number): fc.Arbitrary<number> {
  return fc.integer({ min: least, max: most });
}

/** Objects with a field each; never with a null prototype, which no caller of a loss would pass. */
export function fields<T>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }): fc.Arbitrary<T> {
  return fc.record(model, { noNullPrototype: true }) as fc.Arbitrary<T>;
}
