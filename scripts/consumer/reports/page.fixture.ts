import { gradientTest } from 'gradcheck/vitest';
import { expect, test } from 'vitest';

gradientTest('in a page', { loss: (w: number) => w ** 2, gradient: (w: number) => 2 * w, params: 1 });
gradientTest('wrong in a page', { loss: (w: number) => w ** 2, gradient: (w: number) => 3 * w, params: 1 });
test('is a page', () => expect('document' in globalThis).toBe(true));
