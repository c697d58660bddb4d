/**
 * Gradients under node:test: `npx tsx --test examples/node-test.ts`, or `node --test` where Node loads TypeScript.
 * Nothing but fast-check is needed, and what its users know holds: `fc.assert`, seeds, paths, numbers of runs.
 */
import { test } from 'node:test';
import fc from 'fast-check';
import { assertProperty, gradientProperty, gradientPropertyAsync } from 'gradcheck';
import { casesLike } from 'gradcheck/generators';

const logistic = {
  loss: (w: number[], { x, y }: { x: number[]; y: number }) => Math.log1p(Math.exp(-y * dot(w, x))),
  gradient: (w: number[], { x, y }: { x: number[]; y: number }) =>
    x.map((xi) => (-y * xi) / (1 + Math.exp(y * dot(w, x)))),
};
const cases = casesLike([0.5, -1], { x: [1, 2.5], y: -1.5 });

test('the logistic loss, as a property of fast-check', () => {
  fc.assert(gradientProperty(logistic, cases), { numRuns: 50 });
});

test('the logistic loss, with a report where it fails', () => {
  assertProperty(logistic, cases, { numRuns: 50 });
});

test('an async loss', async () => {
  const later = { loss: async (w: number) => w ** 3, gradient: async (w: number) => 3 * w ** 2 };
  await fc.assert(gradientPropertyAsync(later, casesLike(0.5)), { numRuns: 50 });
});

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, ai, i) => sum + ai * b[i]!, 0);
}
