import { gradientTest } from 'gradcheck/vitest';
import { poisson } from './losses.ts';

gradientTest('poisson', { ...poisson, params: [0.5, -1], data: [2, 0] });
