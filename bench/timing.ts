/** How long to measure. */
export interface TimingOptions {
  /** Seconds to spend on samples. Default: 1.5. */
  readonly budget?: number;
  /** Samples to take at least. Default: 5. */
  readonly least?: number;
}

/** The middle one of some numbers, of two the mean. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** The seconds that one call takes. */
export function once(run: () => unknown): number {
  const start = performance.now();
  run();
  return (performance.now() - start) / 1e3;
}

/**
 * The median seconds of each of some functions. They take turns, so that a busy machine slows all alike; calls shorter
 * than a millisecond are timed many at a time, after a warm-up.
 */
export function medianTimes(
  runs: readonly (() => unknown)[],
  { budget = 1.5, least = 5 }: TimingOptions = {},
): number[] {
  const calls = runs.map((run) => callsPerSample(run, budget / 5));
  const samples = runs.map((): number[] => []);
  const end = performance.now() + 1e3 * budget * runs.length;
  while (performance.now() < end || samples[0]!.length < least) {
    for (const [r, run] of runs.entries()) {
      const many = calls[r]!;
      const seconds = once(() => {
        for (let i = 0; i < many; i++) run();
      });
      samples[r]!.push(seconds / many);
    }
  }
  return samples.map(median);
}

/** The median seconds of one function. */
export function medianTime(run: () => unknown, options?: TimingOptions): number {
  return medianTimes([run], options)[0]!;
}

/** Runs a function for some seconds to warm it up, then says how often to call it for a sample of two milliseconds. */
function callsPerSample(run: () => unknown, seconds: number): number {
  const start = performance.now();
  let calls = 0;
  do {
    run();
    calls++;
  } while (performance.now() < start + 1e3 * seconds);
  return Math.max(1, Math.round((2 * calls) / (performance.now() - start)));
}
