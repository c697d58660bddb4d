import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-layers';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { casesOf } from '../../generators/cases-of.ts';
import { choice } from '../../generators/choice.ts';
import { checkGradient, checkGradientAsync, checkProperty, type GradientCheck } from '../../index.ts';
import { tfProblem } from './tf-problem.ts';
import { tfProblemAsync } from './tf-problem-async.ts';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

interface Layer {
  readonly W: tf.Tensor2D;
  readonly b: tf.Tensor1D;
}

const layer = ({ W, b }: Layer, { x }: { readonly x: tf.Tensor2D }): tf.Tensor2D => tf.tanh(tf.add(tf.matMul(x, W), b));

const layerCases = casesOf(
  { params: { W: ['n', 'k'], b: ['k'] }, data: { x: ['m', 'n'] } },
  { sizes: { n: [1, 3], k: [1, 3], m: [1, 3] }, regimes: ['lattice', 'decimals', 'normal', 'uniform'] },
);

const verdicts = (checks: readonly GradientCheck[]): string[] => checks.map(({ verdict }) => verdict);

describe('right gradients', () => {
  it('of a layer never disagree, and most agree', () => {
    const { runs } = checkProperty(tfProblem(layer), layerCases, { seed: 3, numRuns: 40 });
    expect(runs).toMatchObject({ done: 40, disagrees: 0, invalid: 0 });
    expect(runs.agrees).toBeGreaterThan(28);
  });

  const ops: readonly (readonly [string, (x: tf.Tensor) => tf.Tensor | tf.Tensor[]])[] = [
    ['exp', tf.exp],
    ['relu', tf.relu],
    ['softmax', (x) => tf.softmax(x)],
    ['a scalar', (x) => tf.mean(tf.square(x))],
    ['several outputs', (x) => tf.unstack(tf.sin(x), 1)],
    ['an integer beside it', (x) => [tf.square(x), tf.argMax(x, 1)]],
  ];
  it.each(ops)('of %s', (_, f) => {
    const cases = casesOf({ params: ['n', 'm'] }, { sizes: { n: [1, 3], m: [2, 3] }, regimes: ['decimals', 'normal'] });
    const { runs } = checkProperty(tfProblem(f), cases, { seed: 5, numRuns: 16 });
    expect(runs).toMatchObject({ disagrees: 0, invalid: 0 });
    expect(runs.agrees).toBeGreaterThan(9);
  });

  it('may be those of a custom gradient', () => {
    const clipped = tf.customGrad((x, save) => {
      (save as (tensors: tf.Tensor[]) => void)([x as tf.Tensor]);
      return {
        value: tf.square(x as tf.Tensor),
        gradFunc: (dy, saved) => tf.mul(dy as tf.Tensor, tf.mul(2, (saved as tf.Tensor[])[0]!)),
      };
    });
    expect(
      checkGradient(
        tfProblem((x: tf.Tensor) => clipped(x)),
        { params: [1, -0.5] },
      ).verdict,
    ).toBe('agrees');
  });

  it('are checked asynchronously as well', async () => {
    const problem = tfProblemAsync(layer);
    const params = { W: [[0.5, -1]], b: [0.25, 0] };
    const before = tf.memory().numTensors;
    const check = await checkGradientAsync(problem, { params, data: { x: { shape: [2, 1], data: [1, -2] } } });
    expect(check).toMatchObject({ verdict: 'agrees' });
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('wrong gradients', () => {
  const faults = [
    ['a factor of 2', 2],
    ['the sign', -1],
    ['ten percent', 0.9],
  ] as const;
  it.each(faults)('%s is caught wherever the gradient counts, and its block blamed', (_, factor) => {
    const problem = tfProblem(layer, {
      vjp: ({ W, b }, dy, { x }) => {
        const [dW, db] = tf.grads((w, c) => layer({ W: w as tf.Tensor2D, b: c as tf.Tensor1D }, { x }))(
          [W, b],
          dy as tf.Tensor,
        );
        return { W: tf.mul(dW!, factor), b: db! };
      },
    });
    const checks: GradientCheck[] = [];
    const some = fc.sample(layerCases, { seed: 7, numRuns: 20 });
    for (const point of some) {
      if (point.data!.x.data.every((x) => Math.abs(x) < 0.1)) continue;
      checks.push(checkGradient(problem, point));
    }
    const caught = checks.filter(({ blame }) => blame.join() === 'W').length;
    expect(checks.length).toBeGreaterThan(12);
    expect(checks.flatMap(({ blame }) => blame)).not.toContain('b');
    expect(caught / checks.length, verdicts(checks).join()).toBeGreaterThan(0.85);
  });

  it('cumsum of tfjs 4.22 along an axis that is not the last is found and shrunk to a square of 2', () => {
    const cases = casesOf({ params: ['n', 'n'], data: { axis: choice(0, 1) } });
    const problem = tfProblem((x: tf.Tensor, { axis }: { axis: number }) => tf.cumsum(x, axis));
    const { counterexample } = checkProperty(problem, cases, { seed: 1 });
    expect(counterexample).toMatchObject({
      case: { params: { shape: [2, 2] }, data: { axis: 0 } },
      check: { verdict: 'disagrees' },
    });
  });

  it('an error of tfjs is a verdict with its message', () => {
    const problem = tfProblem((x: tf.Tensor) => tf.tensor1d([x.size]));
    expect(checkGradient(problem, { params: [1, 2] })).toMatchObject({
      verdict: 'invalid',
      reason: 'threw',
      message: expect.stringContaining('Cannot compute gradient') as unknown,
    });
  });

  it('a function that returns no tensor is told so', () => {
    const problem = tfProblem((() => 3) as unknown as (x: tf.Tensor) => tf.Tensor);
    expect(checkGradient(problem, { params: [1] })).toMatchObject({
      verdict: 'invalid',
      message: expect.stringContaining('expected a tensor') as unknown,
    });
  });
});

describe('what the function is given', () => {
  it('tensors wherever params hold numbers, and in data for typed arrays and tensors only', () => {
    let seen: readonly unknown[] = [];
    const problem = tfProblem(
      (params: readonly tf.Tensor[], data: { x: tf.Tensor; ids: tf.Tensor; axes: number[]; keep: boolean }) => {
        seen = [params.map(({ shape, dtype }) => [shape, dtype]), data.x.shape, data.ids.dtype, data.axes, data.keep];
        return tf.addN(params.map((p) => tf.sum(p)));
      },
    );
    const ids = { shape: [2], data: Int32Array.of(1, 0) as unknown as number[] };
    const check = checkGradient(problem, {
      params: [Float32Array.of(3, 4, 5), [[1, 2]], { shape: [1, 1], data: [2] }, 7] as never,
      data: { x: Float32Array.of(1), ids, axes: [0, 1], keep: true },
    });
    expect(check.verdict).toBe('agrees');
    expect(seen).toEqual([
      [
        [[3], 'float32'],
        [[1, 2], 'float32'],
        [[1, 1], 'float32'],
        [[], 'float32'],
      ],
      [1],
      'int32',
      [0, 1],
      true,
    ]);
  });

  it('declares float32, which an option overrules', () => {
    const problem = tfProblem((x: tf.Tensor) => tf.sin(x));
    const noise = (precision?: 'float64') =>
      checkGradient(problem, { params: Float32Array.of(1) }, precision === undefined ? {} : { precision }).noise;
    expect(noise()).toBeGreaterThan(1e-8);
    expect(noise('float64')).not.toBe(noise());
  });
});

it('leaves no tensor behind in 1,000 checks, whatever comes of them', () => {
  const kept = tf.tensor1d([1, 2]);
  const right = tfProblem((x: tf.Tensor) => tf.mul(x, kept));
  const handedThrough = tfProblem((_: tf.Tensor) => kept);
  const refused = tfProblem((x: tf.Tensor) => tf.cumsum(tf.reshape(x, [2, 1]), 0));
  const before = tf.memory().numTensors;
  const params = Float32Array.of(0.5, -1);
  const seen = new Set<string>();
  for (let i = 0; i < 1000; i++) {
    seen.add(checkGradient(i % 10 === 0 ? handedThrough : i % 10 === 1 ? refused : right, { params }).verdict);
  }
  expect(tf.memory().numTensors).toBe(before);
  expect(kept.isDisposed).toBe(false);
  expect([...seen].sort()).toEqual(['agrees', 'invalid']);
  kept.dispose();
});
