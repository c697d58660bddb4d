import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { checkGradient } from '../core/check-gradient.ts';
import { denseNetwork } from '../core/models/index.ts';
import type { Tensor } from '../core/tensor.ts';
import { denseCases } from '../generators/dense-cases.ts';
import { checkProperty, checkPropertyAsync } from './check-property.ts';

const tenths = fc.integer({ min: -30, max: 30 }).map((n) => ({ params: n / 10 }));
const square = { loss: (w: number) => w * w, gradient: (w: number) => 2 * w };
const tripled = { name: 'tripled', loss: square.loss, gradient: (w: number) => 3 * w };

/** Its dW1 is right by all but a factor of 2. */
const doubled = {
  loss: denseNetwork.loss,
  gradient: (
    params: Parameters<typeof denseNetwork.gradient>[0],
    data: Parameters<typeof denseNetwork.gradient>[1],
  ) => {
    const right = denseNetwork.gradient(params, data) as Readonly<Record<string, Tensor>>;
    return { ...right, W1: { ...right.W1, data: right.W1!.data.map((x) => 2 * x) } };
  },
};
// Schemes that draw uniform numbers only.
const networks = denseCases({ schemes: ['lattice', 'uniform', 'xavier', 'debug'] });

describe('a campaign without failures', () => {
  test('is ok, names the problem and states what it did', () => {
    const report = checkProperty({ name: 'square', ...square }, tenths, { numRuns: 40, seed: 5 });
    expect(report).toMatchObject({
      name: 'square',
      ok: true,
      complaint: '',
      runs: { asked: 40, done: 40, agrees: 40, disagrees: 0, kink: 0, unresolved: 0, invalid: 0 },
      seed: 5,
      worst: { verdict: 'agrees', entry: { entry: 'params' } },
    });
    expect(report).not.toHaveProperty('counterexample');
    expect(report.resolution).toBeGreaterThan(0);
    expect(report.resolution).toBeLessThan(1e-3);
  });

  test('a problem without a name is called gradient', () => {
    expect(checkProperty(square, tenths, { numRuns: 1, seed: 1 }).name).toBe('gradient');
  });

  test('its worst error and resolution are the largest of all its cases', () => {
    const values = [2, 0.5, 11, 7, 1, 0.25];
    const exponential = { loss: (w: number) => Math.exp(w), gradient: (w: number) => Math.exp(w) };
    let next = 0;
    const inTurn = fc.constant(0).map(() => ({ params: values[next++ % values.length]! }));
    const report = checkProperty(exponential, inTurn, { numRuns: 6, seed: 1 });
    const checks = values.map((params) => checkGradient(exponential, { params }, { seed: 1 }));
    const resolutions = checks.map(({ resolution }) => resolution);
    expect(report.resolution).toBe(Math.max(...resolutions));
    expect(Math.max(...resolutions), 'the largest is neither the first nor the last').toBeGreaterThan(
      Math.max(resolutions[0]!, resolutions.at(-1)!),
    );
    expect(report.worst!.error).toBe(Math.max(...checks.map(({ blocks }) => blocks[0]!.worst.error)));
  });

  test('a seed of its own is reported, and gives the same campaign again', () => {
    const first = checkProperty(doubled, networks);
    const again = checkProperty(doubled, networks, { seed: first.seed });
    expect(again.counterexample!.case).toEqual(first.counterexample!.case);
    expect(again.counterexample!.path).toBe(first.counterexample!.path);
    expect(again.runs).toEqual(first.runs);
  });

  test('data is handed on to loss and gradient', () => {
    const scaled = {
      loss: (w: number, { c }: { c: number }) => c * w * w,
      gradient: (w: number, { c }: { c: number }) => 2 * c * w,
    };
    const cases = fc.record({ params: fc.constant(2), data: fc.record({ c: fc.constant(3) }) });
    expect(checkProperty(scaled, cases, { seed: 1, numRuns: 5 }).ok).toBe(true);
  });

  test('value and gradient from one call are checked as well', () => {
    const both = { valueAndGradient: (w: number) => ({ value: w * w, gradient: 2 * w }) };
    const wrong = { valueAndGradient: (w: number) => ({ value: w * w, gradient: -2 * w }) };
    expect(checkProperty(both, tenths, { seed: 1 }).ok).toBe(true);
    expect(checkProperty(wrong, tenths, { seed: 1 }).counterexample!.check.diagnoses[0]!.evidence.factor).toBe(-1);
  });
});

describe('a campaign with a failure', () => {
  test('has the minimal case, its check, seed, path and number of shrinks', () => {
    const report = checkProperty(tripled, tenths, { seed: 3 });
    expect(report).toMatchObject({
      name: 'tripled',
      ok: false,
      complaint: 'the gradient of params disagrees with its loss',
      counterexample: { case: { params: 0.1 }, check: { verdict: 'disagrees', blame: ['params'] }, seed: 3 },
    });
    expect(report.counterexample!.path).toMatch(/^\d+(:\d+)*$/);
    expect(report.counterexample!.path.split(':').length - 1).toBe(report.counterexample!.shrinks);
  });

  test('counts the cases up to the failure, not those of shrinking', () => {
    let next = 0;
    const later = fc.constant(0).map(() => ({ params: next++ < 7 ? 0 : 5 }));
    const { runs } = checkProperty(tripled, later, { seed: 1, numRuns: 20 });
    expect(runs).toEqual({ asked: 20, done: 8, agrees: 7, disagrees: 1, kink: 0, unresolved: 0, invalid: 0 });
  });

  test('its worst error is that of all cases seen, the large ones before shrinking included', () => {
    const absolute = {
      loss: (w: number) => w ** 3,
      gradient: (w: number) => 3 * w ** 2 + (Math.abs(w) > 1 ? 1 : 1e-3),
    };
    let next = 0;
    const falling = fc.constant(0).map(() => ({ params: [2, 1.5][next++] ?? 0.5 }));
    const { worst } = checkProperty(absolute, falling, { seed: 1 });
    expect(worst).toMatchObject({ verdict: 'disagrees', entry: { analytic: 13 } });
    expect(worst!.error).toBeCloseTo(1 / 13, 8);
  });

  test('replays from seed and path: the same minimal case, in one run', () => {
    for (let seed = 1; seed <= 10; seed++) {
      const { counterexample } = checkProperty(doubled, networks, { seed });
      const { path } = counterexample!;
      const replay = checkProperty(doubled, networks, { seed, path });
      expect(replay.ok).toBe(false);
      expect(replay.counterexample!.case).toEqual(counterexample!.case);
      expect(replay.counterexample!.check).toEqual(counterexample!.check);
      expect(replay.counterexample!.path).toBe(path);
      expect(replay.counterexample!.shrinks).toBe(0);
      expect(replay.runs).toMatchObject({ asked: 1, done: 1, disagrees: 1 });
    }
  });

  test('replays with shrinks left out: the first failing case, shrunk afresh to the same one', () => {
    const { counterexample } = checkProperty(doubled, networks, { seed: 4 });
    const first = counterexample!.path.split(':')[0]!;
    const replay = checkProperty(doubled, networks, { seed: 4, path: first });
    expect(replay.counterexample!.case).toEqual(counterexample!.case);
    expect(replay.counterexample!.shrinks).toBe(counterexample!.shrinks);
  });

  test('a gradient that breaks the rules is a failure with its message as the complaint', () => {
    const throwing = {
      loss: square.loss,
      gradient: (): number => {
        throw new Error('no such layer');
      },
    };
    const report = checkProperty(throwing, tenths, { seed: 1 });
    expect(report.ok).toBe(false);
    expect(report.complaint).toContain('no such layer');
    expect(report.runs).toMatchObject({ done: 1, invalid: 1 });
    expect(report.counterexample!.check).toMatchObject({ verdict: 'invalid', reason: 'threw' });
    expect(report).not.toHaveProperty('worst');
  });
});

describe('a flaky gradient is reported, not passed', () => {
  test('one that differs from call to call is invalid', () => {
    let calls = 0;
    const changing = { loss: square.loss, gradient: (w: number) => (calls++ % 3 === 0 ? 2 : 3) * w };
    const report = checkProperty(changing, tenths, { seed: 1 });
    expect(report.ok).toBe(false);
    expect(report.counterexample!.check).toMatchObject({ verdict: 'invalid', reason: 'stateful-gradient' });
  });

  test('a loss that differs from call to call is invalid', () => {
    let calls = 0;
    const drifting = { loss: (w: number) => w * w + calls++ * 1e-3, gradient: square.gradient };
    const report = checkProperty(drifting, tenths, { seed: 1 });
    expect(report.ok).toBe(false);
    expect(report.counterexample!.check).toMatchObject({ verdict: 'invalid', reason: 'nondeterministic' });
  });

  test('one that was wrong once and is right ever after did not reproduce', () => {
    const wrong = { loss: square.loss, gradient: (w: number) => 3 * w };
    const callsOfOneCheck = checkGradient(wrong, { params: 3 }).evaluations.gradient;
    let calls = 0;
    const recovering = { loss: square.loss, gradient: (w: number) => (calls++ < callsOfOneCheck ? 3 : 2) * w };
    const report = checkProperty(recovering, fc.constant({ params: 3 }), { seed: 1 });
    expect(report.ok).toBe(false);
    expect(report.complaint).toBe(
      'a case failed and, checked again, did not reproduce (now: agrees); is the loss deterministic?',
    );
    expect(report.runs).toMatchObject({ done: 1, disagrees: 1 });
  });
});

describe('cases that prove nothing do not pass', () => {
  const abs = { loss: (w: number) => Math.abs(w), gradient: (w: number) => Math.sign(w) };
  const atKink = fc.constant({ params: 0 });

  test('a campaign at kinks is not ok and says so', () => {
    const report = checkProperty(abs, atKink, { numRuns: 5, seed: 1 });
    expect(report.ok).toBe(false);
    expect(report.runs).toEqual({ asked: 5, done: 5, agrees: 0, disagrees: 0, kink: 5, unresolved: 0, invalid: 0 });
    expect(report.complaint).toBe(
      'only 0% of the cases agree (5 at kinks, 0 unresolved), less than the 60% asked; draw other cases',
    );
    expect(report).not.toHaveProperty('counterexample');
  });

  test('a campaign whose losses are all noise is not ok and says so', () => {
    const noisy = { loss: (w: number) => 1e8 + Math.sin(1e6 * w) + 1e-3 * w, gradient: () => 1e-3 };
    const report = checkProperty(noisy, tenths, { numRuns: 5, seed: 1 });
    expect(report.ok).toBe(false);
  });

  test('the share that must agree can be lowered, to none at all', () => {
    expect(checkProperty(abs, atKink, { numRuns: 5, seed: 1, agreeing: 0 }).ok).toBe(true);
  });

  test('the share that must agree is met exactly or missed', () => {
    let next = 0;
    const cases = fc.constant(0).map(() => ({ params: next++ % 4 === 0 ? 1 : 0 }));
    expect(checkProperty(abs, cases, { numRuns: 4, seed: 1, agreeing: 0.25 }).ok).toBe(true);
    const { ok, complaint } = checkProperty(abs, cases, { numRuns: 4, seed: 1, agreeing: 0.3 });
    expect(ok).toBe(false);
    expect(complaint).toContain('only 25% of the cases agree (3 at kinks, 0 unresolved)');
  });

  test('a kink is a disagreement where subgradients are rejected', () => {
    const report = checkProperty(abs, atKink, { numRuns: 5, seed: 1, subgradients: 'reject' });
    expect(report.counterexample!.check.verdict).toBe('disagrees');
  });

  describe('an interrupted campaign', () => {
    afterEach(() => fc.resetConfigureGlobal());

    test('is not ok and says how far it came', () => {
      fc.configureGlobal({ interruptAfterTimeLimit: 150 });
      const slow = {
        ...square,
        loss: (w: number) => {
          for (const end = performance.now() + 1; performance.now() < end; );
          return w * w;
        },
      };
      const { ok, runs, complaint } = checkProperty(slow, tenths, { numRuns: 1000, seed: 1 });
      expect(ok).toBe(false);
      expect(runs.done).toBeGreaterThan(0);
      expect(runs.done).toBeLessThan(1000);
      expect(complaint).toBe(`only ${runs.done} of 1000 cases were run`);
    });
  });
});

describe('with functions that return promises', () => {
  const later = <T>(value: T): Promise<T> => new Promise((resolve) => setTimeout(() => resolve(value), 0));

  test('checkPropertyAsync reports what checkProperty does', async () => {
    const wrong = { name: 'tripled', loss: async (w: number) => w * w, gradient: async (w: number) => 3 * w };
    const right = { name: 'square', loss: (w: number) => later(w * w), gradient: (w: number) => later(2 * w) };
    expect(await checkPropertyAsync(wrong, tenths, { seed: 3 })).toEqual(checkProperty(tripled, tenths, { seed: 3 }));
    expect(await checkPropertyAsync(right, tenths, { seed: 3, numRuns: 3 })).toEqual(
      checkProperty({ name: 'square', ...square }, tenths, { seed: 3, numRuns: 3 }),
    );
  });

  test('a rejection is an invalid check, not an exception', async () => {
    const rejecting = { loss: async (w: number) => w * w, gradient: () => Promise.reject(new Error('device lost')) };
    const report = await checkPropertyAsync(rejecting, tenths, { seed: 1 });
    expect(report.ok).toBe(false);
    expect(report.complaint).toContain('device lost');
  });

  test('checkProperty says that a promise came and what to call instead', () => {
    const asynchronous = { loss: async (w: number) => w * w, gradient: async (w: number) => 2 * w };
    const report = checkProperty(asynchronous as never, tenths, { seed: 1 });
    expect(report.ok).toBe(false);
    expect(report.complaint).toMatch(/promise|Async/);
  });
});
