import fc from 'fast-check';
import { checkGradient } from 'gradcheck';
import { type GradientMeta, gradcheck, gradientTest } from 'gradcheck/vitest';
import { expect, test } from 'vitest';

const square = { loss: (w: number[]) => w[0]! ** 2, gradient: (w: number[]) => [2 * w[0]!] };
test('the matcher', async ({ task }) => {
  const p: Promise<void> = expect(square).toHaveCorrectGradient({ params: [1] });
  await p;
  await expect(square).not.toHaveCorrectGradient(fc.constant<{ params: number[] }>({ params: [1] }), { numRuns: 5 });
  await expect.soft(square).toHaveCorrectGradient({ params: [1] });
  // @ts-expect-error an unknown option
  await expect(square).toHaveCorrectGradient({ params: [1] }, { numRun: 5 });
  const meta: GradientMeta | undefined = task.meta.gradcheck;
  void meta;
});
gradientTest('a', { ...square, params: [1] });
gradientTest('inline', { loss: (w: number) => w, gradient: () => 1, params: 1 }, 1000);
gradientTest('data', {
  loss: (w: number, x: { y: number }) => w * x.y,
  gradient: (_: number, x: { y: number }) => x.y,
  params: 1,
  data: { y: 2 },
});
gradientTest('cases', { ...square, cases: fc.constant<{ params: number[] }>({ params: [1] }), seed: 4 });
gradientTest('async', { loss: async (w: number) => w, gradient: async () => 1, params: 1 });
gradientTest('vag', { valueAndGradient: async (w: number) => ({ value: w, gradient: 1 }), params: 1 });
gradientTest('vjp', { forward: (w: number[]) => w, vjp: (_: number[], up: unknown) => up, params: [1] });
gradientTest.only.each([
  [1, 'a'],
  [2, 'b'],
] as [number, string][])('%i', (n, s) => ({ loss: (w: number) => w * n, gradient: () => n + s.length, params: 1 }));
gradientTest.each([1, 2])('%i', (n) => ({ loss: (w: number) => w * n, gradient: () => n, params: 1 }));
gradientTest.each([{ a: 1 }])('$a', ({ a }) => ({ loss: (w: number) => w * a, gradient: () => a, params: 1 }));
gradientTest.skip.concurrent('s', { ...square, params: [1] });
// @ts-expect-error no cases at all
gradientTest('none', square);
// @ts-expect-error parameters of another type
gradientTest('other', { ...square, params: 'a' });
// @ts-expect-error an unknown option
gradientTest('option', { ...square, params: [1], numRun: 4 });
gradientTest('faults', { ...square, params: [1], controls: 'required' });
// @ts-expect-error neither true, false nor required
gradientTest('faults', { ...square, params: [1], controls: 'require' });
gradcheck({ numRuns: 5, seed: 'random' });
checkGradient(square, { params: [1] }).verdict;
