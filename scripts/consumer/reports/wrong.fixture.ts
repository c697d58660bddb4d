import { gradientTest } from 'gradcheck/vitest';

const square = { loss: (w: number) => w ** 2, gradient: (w: number) => 3 * w };

gradientTest('wrong', { ...square, params: 1, memory: false });
