import { gradientTest } from 'gradcheck/vitest';
import { logistic } from './losses.ts';

gradientTest('logistic', { ...logistic, params: [0.5, -1.5] });
