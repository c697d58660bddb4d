import { expect, test } from 'vitest';
import { checkGradient } from '../core/check-gradient.ts';
import { failureKind, sameFailure } from './failure-kind.ts';

const pair = { loss: ([x = 0, y = 0]: number[]) => x * x + y * y };
const check = (gradient: (w: number[]) => unknown) =>
  failureKind(checkGradient({ ...pair, gradient }, { params: [1, 2] }));

test('agreement, a kink and an unresolved point are no failures', () => {
  expect(check(([x = 0, y = 0]) => [2 * x, 2 * y])).toBeUndefined();
  const abs = { loss: (w: number) => Math.abs(w), gradient: () => 0.5 };
  expect(failureKind(checkGradient(abs, { params: 0 }))).toBeUndefined();
  const hidden = { loss: (w: number) => 1e17 + w, gradient: () => 1 };
  expect(failureKind(checkGradient(hidden, { params: 1 }))).toBeUndefined();
});

test('a disagreement is known by its blocks and named causes, an invalid gradient by its reason', () => {
  expect(check(([x = 0, y = 0]) => [4 * x, 4 * y])).toEqual({
    verdict: 'disagrees',
    what: 'params',
    causes: ['constant-factor params'],
  });
  expect(check(([x = 0, y = 0]) => [2 * x, 2 * y + 1])).toMatchObject({ verdict: 'disagrees', what: 'params' });
  expect(check(() => [1])).toEqual({ verdict: 'invalid', what: 'shape-mismatch', causes: [] });
});

test('the same failure has the same verdict and blame, and every cause of the first still there', () => {
  const first = { verdict: 'disagrees', what: 'W1 b1', causes: ['constant-factor W1'] } as const;
  const further = { ...first, causes: ['constant-factor b1', 'constant-factor W1'] };
  expect(sameFailure(first, { ...first })).toBe(true);
  expect(sameFailure(first, further)).toBe(true);
  expect(sameFailure(further, first)).toBe(false);
  expect(sameFailure(first, { ...first, what: 'W1' })).toBe(false);
  expect(sameFailure(first, { ...first, causes: [] })).toBe(false);
  expect(sameFailure({ ...first, causes: [] }, first)).toBe(true);
  expect(sameFailure({ ...first, causes: [] }, { ...first, causes: [], verdict: 'invalid' })).toBe(false);
});
