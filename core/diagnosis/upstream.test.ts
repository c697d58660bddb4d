import { expect, test } from 'vitest';
import { checkGradient } from '../check-gradient.ts';

type Numbers = readonly number[];

const X: Numbers = [0.7, -1.3, 0.4, 2.1];

/** Of a sum of squares over neighbours, so that nothing is known of it but its backward pass. */
function kindsOf(upstream: (g: number, i: number) => number): readonly string[] {
  const next = (x: Numbers, i: number): number => x[(i + 1) % x.length]!;
  const { verdict, diagnoses } = checkGradient(
    {
      forward: (x: Numbers) => x.map((xi, i) => xi * next(x, i) ** 2),
      vjp: (x: Numbers, cotangent: unknown) => {
        const g = (cotangent as Numbers).map(upstream);
        const last = x.length - 1;
        return x.map(
          (xi, i) => g[i]! * next(x, i) ** 2 + 2 * g[i === 0 ? last : i - 1]! * xi * x[i === 0 ? last : i - 1]!,
        );
      },
    },
    { params: X },
  );
  expect(verdict).toBe('disagrees');
  return diagnoses.map(({ kind }) => kind);
}

test.each([
  { does: 'ignored', upstream: () => 1, kind: 'upstream-ones' },
  { does: 'ignored for another constant', upstream: () => 0.3, kind: 'upstream-ones' },
  { does: 'squared', upstream: (g: number) => g * g, kind: 'upstream-squared' },
  { does: 'taken without its sign', upstream: Math.abs, kind: 'upstream-sign' },
  { does: 'mixed with ones', upstream: (g: number) => g + 1, kind: 'upstream-nonlinear' },
])('a cotangent that is $does is named, whatever the layer', ({ upstream, kind }) => {
  expect(kindsOf(upstream)).toEqual([kind]);
});

test('one that is multiplied in is not to blame', () => {
  expect(kindsOf((g, i) => (i === 1 ? 0 : g) + 0.5 * g)).toEqual(['unknown']);
  expect(kindsOf((g) => 2 * g)).toEqual(['constant-factor']);
});

test('a term beside it that has a name is called by that', () => {
  const { diagnoses } = checkGradient(
    {
      forward: (x: Numbers) => x.map((xi) => xi ** 3),
      vjp: (x: Numbers, cotangent: unknown) => x.map((xi, i) => 3 * (cotangent as Numbers)[i]! * xi * xi + 0.35 * xi),
    },
    { params: X, data: { decay: 0.35 } },
  );
  expect(diagnoses[0]!.message).toMatch(/^dparams has data\.decay \* params too much: /);
});

test('nor is that of a loss', () => {
  const loss = (x: Numbers): number => Math.exp(x[0]! * x[1]!);
  const { diagnoses } = checkGradient({ loss, gradient: () => [1.1, 0.3] }, { params: [0.3, -0.7] });
  expect(diagnoses.map(({ kind }) => kind)).toEqual(['unknown']);
});

test('of one output, a chance factor is not the cause', () => {
  const { diagnoses } = checkGradient(
    {
      forward: (x: Numbers) => Math.sin(x[0]! * x[1]!),
      vjp: ([a = 0, b = 0]: Numbers) => [b * Math.cos(a * b), a * Math.cos(a * b)],
    },
    { params: [0.3, -0.7] },
  );
  expect(diagnoses.map(({ message }) => message)).toEqual([
    'dparams ignores the cotangent, or takes it as ones: it stays as it is when the cotangent is multiplied by -2, not -2 times itself',
  ]);
});
