import { gradientTest } from 'gradcheck/vitest';
import { describe } from 'vitest';

const square = { loss: (w: number) => w ** 2, gradient: (w: number) => 2 * w, memory: false };

describe('a suite', () => {
  gradientTest('right', { ...square, params: 1 });
});
gradientTest('wrong | <script>', { ...square, gradient: (w: number) => 3 * w, params: 1 });
gradientTest('right', { ...square, params: 2 });
