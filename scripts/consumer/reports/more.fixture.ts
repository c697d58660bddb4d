import { gradientTest } from 'gradcheck/vitest';

gradientTest('quartic', { loss: (w: number) => w ** 4, gradient: (w: number) => 4 * w ** 3, params: 1 });
