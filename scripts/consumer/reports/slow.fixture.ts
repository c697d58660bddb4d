import { gradientTest } from 'gradcheck/vitest';

const pause = () => new Promise<void>((resolve) => setTimeout(() => resolve(), 1));

// It takes a second; on a busy machine it must not end by its time limit.
gradientTest(
  'slow',
  {
    loss: async (w: number) => {
      await pause();
      return w ** 2;
    },
    gradient: (w: number) => 2 * w,
    params: 1,
    numRuns: 100,
  },
  60_000,
);
