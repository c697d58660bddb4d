import { gradientTest } from 'gradcheck/vitest';
import { cauchy } from './losses.ts';

gradientTest('cauchy', { ...cauchy, params: [0.5, -2], data: 1 });
