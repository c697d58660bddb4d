import fc from 'fast-check';
import { expect, test } from 'vitest';
import { UsageError } from '../core/errors.ts';
import { casesLike } from '../generators/cases-like.ts';
import { boundedSource } from './bounded-source.ts';
import { checkProperty } from './check-property.ts';
import { gradientProperty } from './gradient-property.ts';

/** What an arbitrary draws from a source that is made of the one it is given. */
function drawn<T>(values: fc.Arbitrary<T>, source: (mrng: fc.Random) => fc.Random): T[] {
  class From extends fc.Arbitrary<T> {
    override generate(mrng: fc.Random, bias: number | undefined): fc.Value<T> {
      return values.generate(source(mrng), bias);
    }
    override canShrinkWithoutContext(_: unknown): _ is T {
      return false;
    }
    override shrink(): fc.Stream<fc.Value<T>> {
      return fc.Stream.nil();
    }
  }
  return fc.sample(new From(), { seed: 3, numRuns: 50 });
}

const bounded = (most: number) => (mrng: fc.Random) => boundedSource(mrng, most);

test.each<[string, fc.Arbitrary<unknown>]>([
  ['numbers', fc.double()],
  ['arrays, which draw from copies', fc.array(fc.array(fc.integer()))],
  ['cases like an example', casesLike([1, 2], { X: [[1, 2]], y: [1] })],
  ['strings and big integers', fc.tuple(fc.string(), fc.bigInt())],
])('%s are the same ones from a bounded source', (_, values) => {
  expect(drawn(values, bounded(1e6))).toEqual(drawn(values, (mrng) => mrng));
});

test('the draw that is one too many throws, of a copy as well', () => {
  const number = fc.noBias(fc.integer({ min: 0, max: 99 }));
  expect(drawn(number, bounded(1))).toHaveLength(50);
  expect(() => drawn(fc.tuple(number, number), bounded(1))).toThrow('cases: no value after 1 random numbers');
  expect(() => drawn(fc.tuple(number, number), (mrng) => boundedSource(mrng, 1).clone())).toThrow(UsageError);
});

test('a filter that rejects everything ends with a word', () => {
  const square = { loss: (w: number) => w ** 2, gradient: (w: number) => 2 * w };
  const none = fc
    .integer()
    .filter(() => false)
    .map((params) => ({ params }));
  expect(() => checkProperty(square, none, { seed: 1 })).toThrow('does a filter reject everything?');
  expect(() => fc.assert(gradientProperty(square, none))).toThrow(UsageError);
});
