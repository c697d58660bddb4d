import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { denseNetwork } from '../core/models/index.ts';
import { tensor } from '../core/tensor.ts';
import { denseCases } from '../generators/dense-cases.ts';
import { checkProperty } from './check-property.ts';
import { replayed } from './replayed.ts';

const doubled: typeof denseNetwork = {
  ...denseNetwork,
  gradient: (params, data) => {
    const gradient = denseNetwork.gradient(params, data);
    const { shape, data: right } = gradient.W1!;
    return {
      ...gradient,
      W1: tensor(
        shape,
        right.map((x) => 2 * x),
      ),
    };
  },
};

describe('a replay that starts on the way to the minimal case', () => {
  const cases = denseCases();
  const { counterexample } = checkProperty(doubled, cases, { seed: 3 });
  const steps = counterexample!.path.split(':');
  const ways = steps.map((_, i) => steps.slice(0, i + 1).join(':'));

  test.each(ways)('shrinks on from %s as the campaign did', (path) => {
    const replay = checkProperty(doubled, cases, { seed: 3, path });
    expect(replay.counterexample!.path).toBe(counterexample!.path);
    expect(replay.counterexample!.case).toEqual(counterexample!.case);
  });
});

test('a value comes with its context: what it shrinks to is what its path went on to', () => {
  const cases = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 3 }).map((values) => ({ params: values }));
  const property = fc.property(cases, ({ params }) => params.reduce((sum, x) => sum + x, 0) < 100);
  const { counterexample, counterexamplePath } = fc.check(property, { seed: 5 });
  const half = counterexamplePath!.split(':').slice(0, 4).join(':');
  const again = fc.check(
    fc.property(replayed(cases, 5, half), ({ params }) => params.reduce((sum, x) => sum + x, 0) < 100),
    { numRuns: 1 },
  );
  expect(again.counterexample).toEqual(counterexample);
  expect(half + again.counterexamplePath!.slice(1)).toBe(counterexamplePath);
});

test('a path that leads nowhere is refused', () => {
  expect(() => replayed(fc.integer(), 1, '0:999')).toThrow("options.path: '0:999' leads to no case of seed 1");
});
