import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkPropertyAsync } from './check-property.ts';

const square = { loss: (w: number) => w ** 2, gradient: (w: number) => 2 * w };
const eighths = fc.integer({ min: -40, max: 40 }).map((n) => ({ params: n / 8 }));

test('a signal that aborted before lets no case run', async () => {
  const report = await checkPropertyAsync(square, eighths, { signal: AbortSignal.abort() });
  expect(report).toMatchObject({ ok: false, complaint: 'only 0 of 100 cases were run before it was aborted' });
});

test('a timer can abort a campaign whose functions never wait', async () => {
  const report = await checkPropertyAsync(square, eighths, { signal: AbortSignal.timeout(1), numRuns: 100_000 });
  expect(report).toMatchObject({ ok: false, complaint: expect.stringContaining('before it was aborted') });
});

test('what is no signal is refused', async () => {
  const options = { signal: {} as AbortSignal };
  await expect(checkPropertyAsync(square, eighths, options)).rejects.toThrow('options.signal: expected an AbortSignal');
});
