import fc from 'fast-check';
import { expect, test } from 'vitest';
import { plantedReluNetwork, reluNetwork } from '../core/models/index.ts';
import type { Tensor } from '../core/tensor.ts';
import { reluNetworkCases } from '../generators/relu-network-cases.ts';
import { GradientError } from './gradient-error.ts';
import { gradientProperty, gradientPropertyAsync } from './gradient-property.ts';

const vectors = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 2, maxLength: 2 }).map(([a = 1, b = 1]) => ({
  params: { a, b },
}));
const product = {
  loss: ({ a, b }: { a: number; b: number }) => a * a + b * b,
  gradient: ({ a, b }: { a: number; b: number }) => ({ a: 2 * a, b: 2 * b }),
};

/** What fc.assert throws. */
function thrown(run: () => void): Error {
  try {
    run();
  } catch (error) {
    return error as Error;
  }
  throw new Error('nothing was thrown');
}

test('a right gradient passes plain fc.assert and fc.check', () => {
  fc.assert(gradientProperty(product, vectors), { seed: 1 });
  const { failed, numRuns } = fc.check(gradientProperty(product, vectors), { seed: 1, numRuns: 7 });
  expect({ failed, numRuns }).toEqual({ failed: false, numRuns: 7 });
});

test('a wrong one fails fc.assert with the minimal case, and the report as the cause', () => {
  const wrong = { ...product, gradient: ({ a, b }: { a: number; b: number }) => ({ a: 4 * a, b: 2 * b }) };
  const error = thrown(() => fc.assert(gradientProperty(wrong, vectors), { seed: 1 }));
  expect(error.message).toContain('Counterexample: [{"params":{"a":1,"b":1}}]');
  expect(error.message).toContain('seed: 1, path: "');
  const cause = error.cause as GradientError;
  expect(cause).toBeInstanceOf(GradientError);
  expect(cause.message).toContain('da is 2.000 times its central difference in its only entry');
  expect(cause.message).toContain('case: { params: { a: 1, b: 1 } }');
  expect(cause.result).toMatchObject({ verdict: 'disagrees', blame: ['a'] });
});

test('the planted network is shrunk under plain fc.assert as under checkProperty', () => {
  const details = fc.check(gradientProperty(plantedReluNetwork, reluNetworkCases()), { seed: 9 });
  expect(details.failed).toBe(true);
  const { params } = details.counterexample![0]!;
  for (const { shape } of Object.values(params as Record<string, Tensor>)) expect(shape).toEqual([1, 1]);
  expect((details.errorInstance as GradientError).result).toMatchObject({ verdict: 'disagrees' });
});

test('the same property object starts afresh in a second campaign', () => {
  let fault: 'a' | 'b' | 'none' = 'a';
  const changing = {
    ...product,
    gradient: ({ a, b }: { a: number; b: number }) => ({
      a: (fault === 'a' ? 3 : 2) * a,
      b: (fault === 'b' ? 3 : 2) * b,
    }),
  };
  const property = gradientProperty(changing, vectors);
  const blame = () => (fc.check(property, { seed: 1 }).errorInstance as GradientError | null)?.result;
  expect(blame()).toMatchObject({ blame: ['a'] });
  fault = 'b';
  expect(blame()).toMatchObject({ blame: ['b'] });
  fault = 'none';
  expect(fc.check(property, { seed: 1 }).failed).toBe(false);
  fault = 'a';
  expect(blame()).toMatchObject({ blame: ['a'] });
});

test('a kink does not fail it, a claim outside of the slopes does', () => {
  const atKink = fc.constant({ params: 0 });
  const abs = (claim: number) => ({ loss: (w: number) => Math.abs(w), gradient: (w: number) => Math.sign(w) + claim });
  expect(fc.check(gradientProperty(abs(0.5), atKink), { seed: 1, numRuns: 3 }).failed).toBe(false);
  expect(fc.check(gradientProperty(abs(1.5), atKink), { seed: 1, numRuns: 3 }).failed).toBe(true);
  const rejecting = gradientProperty(abs(0), atKink, { subgradients: 'reject' });
  expect(fc.check(rejecting, { seed: 1, numRuns: 3 }).failed).toBe(true);
});

test('examples of fc.assert are checked and shrunk', () => {
  const cases = reluNetworkCases({ depth: 2 });
  const example = fc.sample(cases, { seed: 1, numRuns: 30 }).find(({ params }) => params.b1!.data.length > 2)!;
  const details = fc.check(gradientProperty(plantedReluNetwork, cases), { seed: 1, examples: [[example]], numRuns: 1 });
  expect(details.failed).toBe(true);
  expect(details.counterexample![0]!.params.b1!.data).toHaveLength(1);
  expect(fc.check(gradientProperty(reluNetwork, cases), { seed: 1, examples: [[example]], numRuns: 1 }).failed).toBe(
    false,
  );
});

test('with promises: the same counterexample, and fresh for a second campaign', async () => {
  const wrong = {
    loss: async ({ a, b }: { a: number; b: number }) => a * a + b * b,
    gradient: async ({ a, b }: { a: number; b: number }) => ({ a: 4 * a, b: 2 * b }),
  };
  const property = gradientPropertyAsync(wrong, vectors);
  for (let campaign = 0; campaign < 2; campaign++) {
    const details = await fc.check(property, { seed: 1 });
    expect(details.failed).toBe(true);
    expect(details.counterexample).toEqual([{ params: { a: 1, b: 1 } }]);
  }
  const right = gradientPropertyAsync(
    { ...wrong, gradient: async (p: { a: number; b: number }) => product.gradient(p) },
    vectors,
  );
  await fc.assert(right, { seed: 1, numRuns: 10 });
});
