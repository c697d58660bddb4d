import { gradientTest } from 'gradcheck/vitest';
import { test } from 'vitest';

gradientTest('before', { loss: (w: number) => w ** 2, gradient: (w: number) => 2 * w, params: 1 });
// Workers are children of the process that holds the reporters.
test('the run is interrupted', async () => {
  process.kill(process.ppid, process.env.SIGNAL);
  await new Promise((resolve) => setTimeout(resolve, 2000));
});
