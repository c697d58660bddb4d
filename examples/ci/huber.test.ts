import { gradientTest } from 'gradcheck/vitest';
import { huber } from './losses.ts';

gradientTest('huber', { ...huber, params: [0.5, -2], data: 1 });
