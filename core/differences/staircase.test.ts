import { describe, expect, test } from 'vitest';
import { checkGradient } from '../check-gradient.ts';

const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z));
/** Of a negative example: at z = 34 one digit of 1 - p is left, and the loss moves by steps of 0.07; from z = 36 on by one or two, which is none. */
const focal = {
  loss: (z: number) => -(sigmoid(z) ** 2) * Math.log(1 - sigmoid(z)),
  gradient: (z: number) => {
    const p = sigmoid(z);
    return p ** 2 * (p - 2 * (1 - p) * Math.log(1 - p));
  },
};

describe('a loss that moves by steps', () => {
  test.each([32, 33, 33.7, 34, 34.2, 35])('few digits left at %d: a right gradient is not failed', (params) => {
    const { verdict, noise } = checkGradient(focal, { params });
    expect(verdict).not.toBe('disagrees');
    if (params >= 34) expect(noise).toBeGreaterThan(0.01);
  });

  test('a factor that the steps cannot hide is still seen', () => {
    const tenfold = { ...focal, gradient: (z: number) => 10 * focal.gradient(z) };
    expect(checkGradient(tenfold, { params: 34 }).verdict).toBe('disagrees');
  });

  test.each([1, 2, 3])('rounded to %d decimals: a right gradient is not failed, with others beside it', (decimals) => {
    const rounded = {
      loss: ([a = 0, b = 0]: number[]) => Number((Math.sin(a) + a * b).toFixed(decimals)),
      gradient: ([a = 0, b = 0]: number[]) => [Math.cos(a) + b, a],
    };
    for (const params of [
      [0.3, 0.7],
      [-1.2, 0.4],
      [2, -3],
    ]) {
      expect(checkGradient(rounded, { params }).verdict).not.toBe('disagrees');
    }
  });

  describe('the cross-entropy of a batch by log(1 - p), beside examples that slope', () => {
    type Batch = { readonly X: readonly (readonly number[])[]; readonly y: readonly number[] };
    const outputs = (w: readonly number[], { X }: Batch) =>
      X.map((x) => sigmoid(x.reduce((z, v, j) => z + v * w[j]!, 0)));
    const naive = {
      loss: (w: readonly number[], data: Batch) =>
        outputs(w, data).reduce((sum, p, i) => sum - Math.log(data.y[i] === 1 ? p : 1 - p), 0) / data.y.length,
      gradient: (w: readonly number[], data: Batch) => {
        const p = outputs(w, data);
        return w.map((_, j) => data.X.reduce((sum, x, i) => sum + (p[i]! - data.y[i]!) * x[j]!, 0) / data.y.length);
      },
    };
    const POINTS = [
      {
        params: [10, 10, 0],
        X: [
          [0, 0, 0],
          [1.3, 0.7, 0],
          [3.5, -0.5, 0],
        ],
        y: [0, 0, 0],
      },
      {
        params: [0, 0, -3],
        X: [
          [1, 0, -3],
          [-9, 0, 4],
          [-10, 0, -9],
        ],
        y: [0, 1, 0],
      },
      {
        params: [-90, 0, 0],
        X: [
          [0, 0, 0],
          [0, 2, 0],
          [-0.3, 1, 0],
        ],
        y: [0, 1, 0],
      },
      {
        params: [0, 90, 0],
        X: [
          [0, 0, 0],
          [0, 0.4, 1],
          [0, 0, 0],
        ],
        y: [0, 0, 0],
      },
      {
        params: [2, 1.7877635862858419, 1.5],
        X: [
          [0, 2, 4],
          [0.5, 7, 6.258372950922022],
          [0, 0, 1],
        ],
        y: [0, 0, 0],
      },
      {
        params: [8, 14, 16],
        X: [
          [0, 0, 0],
          [0, 1, -2],
          [-1, 2, 0.5],
        ],
        y: [0, 0, 0],
      },
    ];

    test.each(POINTS)('a right gradient is not failed at $params', ({ params, X, y }) => {
      expect(checkGradient(naive, { params, data: { X, y } }).verdict).not.toBe('disagrees');
    });

    test('a factor of 2 is, where the steps leave room', () => {
      const twice = {
        ...naive,
        gradient: (w: readonly number[], data: Batch) => naive.gradient(w, data).map((g) => 2 * g),
      };
      const { params, X, y } = POINTS[2]!;
      expect(checkGradient(twice, { params, data: { X, y } }).verdict).toBe('disagrees');
    });
  });

  test('steps in one term, beside others that are smooth: a right gradient is not failed', () => {
    const both = {
      loss: ([z = 0, w = 0]: number[]) => focal.loss(z) + Math.sin(z) * w,
      gradient: ([z = 0, w = 0]: number[]) => [focal.gradient(z) + Math.cos(z) * w, Math.sin(z)],
    };
    expect(checkGradient(both, { params: [34, 0.3] }).verdict).not.toBe('disagrees');
  });
});

describe('what stands still otherwise is wrong where the gradient is not 0', () => {
  const ones = (w: number[]): number[] => w.map(() => 1);

  test('a dead unit', () => {
    const dead = { loss: ([w = 0]: number[]) => Math.max(0, w + 0.3) ** 2, gradient: ones };
    expect(checkGradient(dead, { params: [-0.5] }).verdict).toBe('disagrees');
  });

  test('one jump nearby, and one on either side', () => {
    const jump = { loss: ([w = 0]: number[]) => (w > 0.2 ? 1 : 0), gradient: ones };
    expect(checkGradient(jump, { params: [0.1] }).verdict).toBe('disagrees');
    const two = { loss: ([w = 0]: number[]) => (w > 0.2 ? 1 : w < -0.1 ? -1 : 0), gradient: ones };
    expect(checkGradient(two, { params: [0.1] }).verdict).toBe('disagrees');
  });

  test('float32 parameters, which move by steps themselves', () => {
    const loss = (w: Float32Array): number => Math.tanh(0.3 * w[0]! - 0.8 * w[1]!);
    const gradient = (w: Float32Array): Float32Array =>
      Float32Array.of(0.3, -0.8).map((x) => 1.00001 * x * (1 - loss(w) ** 2));
    for (const a of [0.1, 0.4, -0.7]) {
      expect(checkGradient({ loss, gradient }, { params: Float32Array.of(a, 0.3) }).verdict).toBe('disagrees');
    }
  });

  test('a sawtooth whose gradient was never written', () => {
    const remainder = { loss: ([y = 0]: number[]) => 15.25 % y, gradient: () => [0] };
    expect(checkGradient(remainder, { params: [1.57] }).verdict).toBe('disagrees');
  });

  test('a clipped loss', () => {
    const clipped = { loss: ([w = 0]: number[]) => Math.min(w ** 2, 1), gradient: ([w = 0]: number[]) => [2 * w] };
    expect(checkGradient(clipped, { params: [1.4] }).verdict).toBe('disagrees');
  });
});
