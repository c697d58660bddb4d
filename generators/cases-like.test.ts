import { expect, test } from 'vitest';
import { casesLike } from './cases-like.ts';

test('a whole case in the place of params and data is refused in words', () => {
  expect(() => casesLike({ params: [1], data: { x: 2 } })).toThrow(
    'casesLike: takes params and data apart: casesLike(example.params, example.data)',
  );
});
