import { gradientTest } from 'gradcheck/vitest';
import { expect, test } from 'vitest';
import { square } from './square.ts';

const doubled = { ...square, gradient: (w: number[]) => w.map((wi) => 4 * wi) };

gradientTest('a right gradient', { ...square, params: [0.5, -1] });
gradientTest.fails('a wrong gradient', { ...doubled, params: [0.5, -1], memory: false });

test('the matcher', async () => {
  await expect(square).toHaveCorrectGradient({ params: [0.5, -1] });
  await expect(doubled).not.toHaveCorrectGradient({ params: [0.5, -1] });
});
