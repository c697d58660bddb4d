/**
 * Works word for word in jest, vitest with globals, bun and any runner with `describe`, `it` and a test that fails by
 * throwing; jest has them as globals, so that the first import goes.
 */

import fc from 'fast-check';
import { assertGradient, assertProperty, gradientProperty } from 'gradcheck';
import { describe, it } from 'vitest';
import { type FocalData, focalGradient, focalLoss } from './focal-loss.ts';

describe('the focal loss', () => {
  const problem = { name: 'focal loss', loss: focalLoss, gradient: focalGradient };
  const cases = fc.record({
    params: fc.integer({ min: -24, max: 24 }).map((n) => n / 8),
    data: fc.record<FocalData>({ label: fc.constantFrom(0, 1), gamma: fc.constantFrom(1, 2, 5) }),
  });

  it('has a right gradient at one point', () => {
    assertGradient(problem, { params: 0.5, data: { label: 1, gamma: 2 } });
  });

  it('has a right gradient wherever it is drawn', () => {
    assertProperty(problem, cases);
  });

  it('has it as a property of fast-check, too', () => {
    fc.assert(gradientProperty(problem, cases));
  });
});
