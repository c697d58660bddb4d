import { gradientTest } from 'gradcheck/vitest';
import { test } from 'vitest';

gradientTest('before', { loss: (w: number) => w ** 2, gradient: (w: number) => 2 * w, params: 1 });
test('the worker dies', () => process.kill(process.pid, 'SIGKILL'));
