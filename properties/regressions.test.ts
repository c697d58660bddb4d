import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { checkGradient } from '../core/check-gradient.ts';
import { UsageError } from '../core/errors.ts';
import { denseNetwork, denseNetworkWithInputs, plantedReluNetwork, reluNetwork } from '../core/models/index.ts';
import { type Tensor, tensor } from '../core/tensor.ts';
import { denseCases } from '../generators/dense-cases.ts';
import { denseCasesWithInputs } from '../generators/dense-cases-with-inputs.ts';
import { reluNetworkCases } from '../generators/relu-network-cases.ts';
import { checkProperty } from './check-property.ts';
import { gradientProperty } from './gradient-property.ts';
import { batchPermuted } from './invariants/batch-permuted.ts';

const wrong = { name: 'tripled', loss: (w: number) => w * w, gradient: (w: number) => 3 * w };
const tenths = fc.integer({ min: 1, max: 30 }).map((n) => ({ params: n / 10 }));

afterEach(() => fc.resetConfigureGlobal());

test('evaluations of a failing campaign are those that were made, the last check included', () => {
  let losses = 0;
  let gradients = 0;
  const counted = {
    loss: (w: number) => {
      losses++;
      return w * w;
    },
    gradient: (w: number) => {
      gradients++;
      return 3 * w;
    },
  };
  expect(checkProperty(counted, tenths, { seed: 1 }).evaluations).toEqual({ loss: losses, gradient: gradients });
});

test('the planted network replays from seed and path', () => {
  for (let seed = 0; seed < 20; seed++) {
    const { counterexample } = checkProperty(plantedReluNetwork, reluNetworkCases(), { seed });
    const replay = checkProperty(plantedReluNetwork, reluNetworkCases(), { seed, path: counterexample!.path });
    // The first case of a replay is the one that its path leads to.
    const firstDiagnoses = counterexample!.check.diagnoses;
    expect(replay.counterexample).toEqual({ ...counterexample, shrinks: 0, firstDiagnoses });
    expect(replay.runs).toMatchObject({ asked: 1, done: 1, disagrees: 1 });
  }
});

test('a replay that no longer fails did not reproduce: no pass, one run', () => {
  const { counterexample } = checkProperty(plantedReluNetwork, reluNetworkCases(), { seed: 3 });
  const { path } = counterexample!;
  const mended = checkProperty(reluNetwork, reluNetworkCases(), { seed: 3, path });
  expect(mended.ok).toBe(false);
  expect(mended.complaint).toContain('did not reproduce');
  expect(mended.runs).toMatchObject({ asked: 1, done: 1 });
});

test('a path that leads nowhere is the mistake of the caller', () => {
  for (const path of ['0:999', '0:999:0']) {
    expect(() => checkProperty(wrong, tenths, { seed: 1, path })).toThrow(UsageError);
  }
});

test('a factor is not read off a kink: shrinking keeps to where it is 2', () => {
  const doubled = {
    loss: (w: number[]) => Math.max(...w),
    gradient: (w: number[]) => w.map((_, i) => (i === w.indexOf(Math.max(...w)) ? 2 : 0)),
  };
  expect(checkGradient(doubled, { params: [0, 0] }).diagnoses).toEqual([]);
  const cases = fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 3, maxLength: 3 }).map((params) => ({ params }));
  for (let seed = 0; seed < 10; seed++) {
    const { check, case: minimal } = checkProperty(doubled, cases, { seed }).counterexample!;
    if (check.diagnoses.length > 0) expect(check.diagnoses[0]!.evidence.factor).toBe(2);
    expect((minimal.params as number[]).length).toBe(3);
  }
});

test('a square matrix in the wrong layout shrinks to two by two, for every seed', () => {
  const transposed = {
    loss: denseNetwork.loss,
    gradient: (...[params, data]: Parameters<typeof denseNetwork.gradient>) => {
      const right = denseNetwork.gradient(params, data) as Readonly<Record<string, Tensor>>;
      const [rows, columns] = right.W1!.shape as [number, number];
      if (rows !== columns) return right;
      const turned = right.W1!.data.map((_, p) => right.W1!.data[(p % rows) * rows + Math.floor(p / rows)]!);
      return { ...right, W1: tensor([rows, rows], turned) };
    },
  };
  for (let seed = 0; seed < 30; seed++) {
    const { counterexample, evaluations } = checkProperty(transposed, denseCases(), { seed });
    expect((counterexample!.case.params as Record<string, Tensor>).W1!.shape, `seed ${seed}`).toEqual([2, 2]);
    expect(evaluations.loss).toBeLessThan(100_000);
  }
});

test('the report of gradientProperty names the problem', () => {
  const { errorInstance } = fc.check(gradientProperty(wrong, tenths), { seed: 1 });
  expect((errorInstance as Error).message).toContain('tripled disagrees: params');
});

test('the share asked is written short', () => {
  const abs = { loss: (w: number) => Math.abs(w), gradient: (w: number) => Math.sign(w) };
  const { complaint } = checkProperty(abs, fc.constant({ params: 0 }), { numRuns: 3, seed: 1, agreeing: 0.55 });
  expect(complaint).toContain('less than the 55% asked');
});

test('a campaign interrupted before its first case says so', () => {
  fc.configureGlobal({ interruptAfterTimeLimit: 0 });
  expect(checkProperty(wrong, tenths, { numRuns: 10, seed: 1 }).complaint).toBe('only 0 of 10 cases were run');
});

test('inputs among the parameters: examples in another order have their gradients in that order', () => {
  const permuted = batchPermuted(denseNetworkWithInputs, denseCasesWithInputs());
  expect(fc.check(permuted, { seed: 1 }).failed).toBe(false);
  const still = {
    loss: denseNetworkWithInputs.loss,
    gradient: (...[params, data]: Parameters<typeof denseNetworkWithInputs.gradient>) => {
      const right = denseNetworkWithInputs.gradient(params, data) as Readonly<Record<string, Tensor>>;
      return { ...right, X: { ...right.X, data: right.X!.data.map((_, i) => right.X!.data[i % right.X!.shape[1]!]!) } };
    },
  };
  expect(fc.check(batchPermuted(still, denseCasesWithInputs()), { seed: 1 }).failed).toBe(true);
});
