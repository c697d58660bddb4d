import { gradientTest } from 'gradcheck/vitest';
import { test } from 'vitest';

const square = { loss: (w: number) => w ** 2, gradient: (w: number) => 2 * w, memory: false };

gradientTest('before the crash', { ...square, params: 1 });
gradientTest('without cases', square as never);
test('the crash', () => process.kill(process.pid, 'SIGKILL'));
gradientTest('after the crash', { ...square, params: 1 });
