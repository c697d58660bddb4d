import { gradientTest } from 'gradcheck/vitest';

gradientTest('the cube', {
  loss: (w: number[]) => w.reduce((sum, x) => sum + x ** 3, 0),
  gradient: (w: number[]) => w.map((x) => 3 * x ** 2),
  params: [1, -0.5],
  memory: false,
});
