import fc from 'fast-check';
import { expect, test } from 'vitest';
import { casesLike } from './cases-like.ts';
import { domainOf } from './domain.ts';

const ofData = (path: string, values: readonly number[], shape: readonly number[] = [values.length]) =>
  domainOf({ path, values, shape }, false);

test('a single number of the data that is called lambda or alike is a strength, whatever it is in the example', () => {
  for (const name of [
    'lambda',
    'l2',
    'L1',
    'weightDecay',
    'weight_decay',
    'reg',
    'regularisation',
    'lossWeight',
    'penalty',
  ])
    for (const value of [0, 1, 0.5]) expect(ofData(`data.${name}`, [value], []), name).toEqual({ kind: 'strength' });
  for (const name of ['stride', 'l', 'lambdas', 'n', 'l3', 'region'])
    expect(ofData(`data.${name}`, [1], []), name).toEqual({ kind: 'integer', least: 1, most: 1 });
  expect(ofData('data.weights', [1, 2])).toEqual({ kind: 'integer', least: 1, most: 2 });
  expect(ofData('data.lambda', [-1], [])).toEqual({ kind: 'real' });
  expect(domainOf({ path: 'params.lambda', values: [1], shape: [] }, true)).toEqual({ kind: 'positive' });
});

test('a strength is drawn as 0 and as what cannot be overlooked, and shrinks without becoming negative', () => {
  const cases = casesLike([1.5, -1], { lambda: 0 });
  const drawn = fc.sample(cases, { seed: 1, numRuns: 100 });
  expect(new Set(drawn.map(({ data }) => data!.lambda))).toEqual(new Set([0, 0.1, 0.5, 1, 3]));
  for (const point of drawn) {
    for (const { value } of cases.shrink(point, undefined)) expect(value.data!.lambda).toBeGreaterThanOrEqual(0);
  }
});

test('positive numbers stay positive and of a size that does not break a quotient', () => {
  for (const { params } of fc.sample(casesLike([0.5, 2]), { seed: 1, numRuns: 200 }))
    for (const x of params) expect(x).toBeGreaterThanOrEqual(0.01);
});
