import fc from 'fast-check';
import { expect, test } from 'vitest';
import { assertGradient, assertGradientAsync } from './assert-gradient.ts';
import { assertProperty, assertPropertyAsync } from './assert-property.ts';
import { GradientError } from './gradient-error.ts';

const square = { name: 'square', loss: (w: number) => w * w, gradient: (w: number) => 2 * w };
const wrong = { name: 'tripled', loss: (w: number) => w * w, gradient: (w: number) => 3 * w };
const abs = { loss: (w: number) => Math.abs(w), gradient: (w: number) => Math.sign(w) };
/** All slope is lost in rounding: the loss stands still however the parameter moves. */
const hidden = { name: 'hidden', loss: (w: number) => 1e17 + w, gradient: () => 1 };
const tenths = fc.integer({ min: 1, max: 30 }).map((n) => ({ params: n / 10 }));

function thrown(run: () => unknown): GradientError {
  try {
    run();
  } catch (error) {
    expect(error).toBeInstanceOf(GradientError);
    return error as GradientError;
  }
  throw new Error('nothing was thrown');
}

test('assertGradient returns the check where the gradient agrees or is a valid subgradient', () => {
  expect(assertGradient(square, { params: 3 }).verdict).toBe('agrees');
  expect(assertGradient(abs, { params: 0 }).verdict).toBe('kink');
});

test('assertGradient throws a GradientError with the report, the case and the check', () => {
  const error = thrown(() => assertGradient(wrong, { params: 3 }, { seed: 7 }));
  expect(error.name).toBe('GradientError');
  expect(error.message).toContain('tripled disagrees: params');
  expect(error.message).toContain('dparams is 1.500 times its central difference');
  expect(error.message).toContain('case: { params: 3 }');
  expect(error.message).toContain('seed: 7');
  expect(error.result).toMatchObject({ verdict: 'disagrees', blame: ['params'] });
});

test('assertGradient throws where the point is unresolved: it proves nothing', () => {
  const error = thrown(() => assertGradient(hidden, { params: 3 }));
  expect(error.result).toMatchObject({ verdict: 'unresolved' });
  expect(error.message).toContain('hidden is unresolved: noise hides the answer');
});

test('assertGradient throws where the gradient breaks the rules, with the reason', () => {
  const error = thrown(() => assertGradient({ ...square, gradient: () => Number.NaN }, { params: 3 }));
  expect(error.result).toMatchObject({ verdict: 'invalid', reason: 'non-finite-gradient' });
  expect(error.message).toContain('square is invalid (non-finite-gradient)');
});

test('assertGradient throws at a kink where subgradients are rejected', () => {
  const error = thrown(() => assertGradient(abs, { params: 0 }, { subgradients: 'reject' }));
  expect(error.result).toMatchObject({ verdict: 'disagrees' });
});

test('assertGradientAsync resolves and rejects as assertGradient returns and throws', async () => {
  const later = { name: 'later', loss: async (w: number) => w * w, gradient: async (w: number) => 2 * w };
  await expect(assertGradientAsync(later, { params: 3 })).resolves.toMatchObject({ verdict: 'agrees' });
  const failure = assertGradientAsync({ ...later, gradient: async (w: number) => 3 * w }, { params: 3 });
  await expect(failure).rejects.toBeInstanceOf(GradientError);
  await expect(failure).rejects.toMatchObject({ result: { verdict: 'disagrees' } });
  await expect(assertGradientAsync(hidden, { params: 3 })).rejects.toMatchObject({ result: { verdict: 'unresolved' } });
});

test('assertProperty returns the report of a pass', () => {
  expect(assertProperty(square, tenths, { numRuns: 5, seed: 1 })).toMatchObject({ ok: true, runs: { agrees: 5 } });
});

test('assertProperty throws a GradientError with the minimal case, how to replay it, and the report', () => {
  const error = thrown(() => assertProperty(wrong, tenths, { seed: 2 }));
  expect(error.message).toContain('tripled: the gradient of params disagrees with its loss');
  expect(error.message).toContain('dparams is 1.500 times its central difference in its only entry');
  expect(error.message).toMatch(/minimal case, after \d+ shrinks?:\n {2}\{ params: 0\.1 \}/);
  expect(error.message).toMatch(/replay: checkProperty\(problem, cases, \{ seed: 2, path: '[\d:]+' \}\)/);
  expect(error.result).toMatchObject({ ok: false, counterexample: { case: { params: 0.1 } } });
});

test('assertProperty throws where too few cases agree', () => {
  const error = thrown(() => assertProperty(abs, fc.constant({ params: 0 }), { numRuns: 3, seed: 1 }));
  expect(error.message).toContain('only 0% of the cases agree (3 at kinks, 0 unresolved)');
  expect(error.result).toMatchObject({ ok: false, runs: { kink: 3 } });
});

test('assertPropertyAsync resolves and rejects as assertProperty returns and throws', async () => {
  const later = { loss: async (w: number) => w * w, gradient: async (w: number) => 2 * w };
  await expect(assertPropertyAsync(later, tenths, { numRuns: 5, seed: 1 })).resolves.toMatchObject({ ok: true });
  const failure = assertPropertyAsync({ ...later, gradient: async (w: number) => 3 * w }, tenths, { seed: 1 });
  await expect(failure).rejects.toBeInstanceOf(GradientError);
  await expect(failure).rejects.toMatchObject({ result: { ok: false } });
});
