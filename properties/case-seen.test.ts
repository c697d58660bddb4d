import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkGradient } from '../core/check-gradient.ts';
import type { Case } from '../core/problem.ts';
import { caseSeen } from './case-seen.ts';
import { checkProperty } from './check-property.ts';
import { mergeReports } from './merge-reports.ts';

const norm = {
  loss: (w: Float64Array) => w.reduce((sum, x) => sum + x * x, 0),
  gradient: (w: Float64Array) => w.map((x) => 2 * x),
};
const FACTS = { labels: ['ties'], error: 0, milliseconds: 1 };

test('a case is told by the first numbers and the shape of each of its arrays', () => {
  const check = checkGradient({ loss: () => 0, gradient: () => 0 }, { params: 1 });
  const told = (point: Case) => {
    const { shown, shapes } = caseSeen(point, check, FACTS);
    return [shown, shapes];
  };
  const X = Array.from({ length: 4 }, (_, i) => [i, 0.5, -0]);
  expect(told({ params: { w: [1, 2], b: -0 }, data: { X } })).toEqual([
    'params.w [1, 2], params.b -0, data.X 4x3 [0, 0.5, -0, 1, 0.5, -0 /* and 6 more */]',
    { 'params.w': '2', 'params.b': 'number', 'data.X': '4x3' },
  ]);
  expect(told({ params: Array.from({ length: 20 }, (_, i) => ({ w: i })) })[0]).toMatch(
    /params\[11\]\.w 11, and 8 more$/,
  );
  expect(told({ params: new Date(0) })[0]).toMatch(/^params /);
});

test('a thousand cases are kept without their arrays', async () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const drawn: WeakRef<Float64Array>[] = [];
  const cases = fc.integer({ min: 1, max: 9 }).map((n) => {
    const params = new Float64Array(40).fill(n);
    drawn.push(new WeakRef(params));
    return { params };
  });
  const report = checkProperty(norm, cases, { seed: 1, numRuns: 1000, observe: true });
  // A weak reference holds on to its target until the turn in which it was made is over.
  await new Promise((resolve) => setImmediate(resolve));
  collect();
  const alive = drawn.filter((each) => each.deref() !== undefined).length;
  expect(drawn.length).toBeGreaterThanOrEqual(1000);
  // The one with the worst error may still be at hand.
  expect(alive).toBeLessThan(20);
  expect(report.observed).toHaveLength(1000);
  expect(JSON.stringify(report.observed).length / 1000).toBeLessThan(500);
});

test('those of shards are those of the whole, in its order', () => {
  const cases = fc.integer({ min: 1, max: 90 }).map((n) => ({ params: Float64Array.of(n / 10) }));
  const options = { seed: 3, numRuns: 21, observe: true };
  const untimed = ({ observed }: ReturnType<typeof checkProperty>) =>
    observed!.map(({ milliseconds: _, ...rest }) => rest);
  const parts = [1, 2, 3, 4].map((index) => checkProperty(norm, cases, { ...options, shard: { index, count: 4 } }));
  expect(untimed(mergeReports(parts))).toEqual(untimed(checkProperty(norm, cases, options)));
});
