import { assertProperty, checkProperty, outParameterProblem } from 'gradcheck';
import { casesLike } from 'gradcheck/generators';
import { expect, test } from 'vitest';
import * as module from './triplet.ts';
import { withFault } from './with-fault.ts';

const embedding = (...values: number[]) => Float64Array.of(...values);
const example = { anchor: embedding(1, -0.5), positive: embedding(0.5, 0.25), negative: embedding(-1, 2) };
const cases = casesLike(example, { margin: 1 });

test('the gradient of the triplet loss', () => {
  assertProperty(outParameterProblem(module.triplet), cases, { seed: 1 });
});

test('a negative that is pulled instead of pushed is found', () => {
  const wrong = withFault<typeof module>('triplet.ts', 'anchor[i]! - negative[i]!);', 'negative[i]! - anchor[i]!);');
  const { counterexample } = checkProperty(outParameterProblem(wrong.triplet), cases, { seed: 1 });
  expect(counterexample).toMatchObject({
    check: { blame: ['negative'], diagnoses: [{ message: expect.stringContaining('is -1.000') }] },
  });
});
