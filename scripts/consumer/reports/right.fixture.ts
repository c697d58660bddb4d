import { gradientTest } from 'gradcheck/vitest';
import { describe } from 'vitest';

describe('right', () => {
  gradientTest('square', { loss: (w: number) => w ** 2, gradient: (w: number) => 2 * w, params: 1, controls: true });
});
gradientTest('cube', { loss: (w: number) => w ** 3, gradient: (w: number) => 3 * w ** 2, params: 1 });
