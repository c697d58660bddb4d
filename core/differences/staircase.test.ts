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

  test('a sawtooth whose gradient was never written', () => {
    const remainder = { loss: ([y = 0]: number[]) => 15.25 % y, gradient: () => [0] };
    expect(checkGradient(remainder, { params: [1.57] }).verdict).toBe('disagrees');
  });

  test('a clipped loss', () => {
    const clipped = { loss: ([w = 0]: number[]) => Math.min(w ** 2, 1), gradient: ([w = 0]: number[]) => [2 * w] };
    expect(checkGradient(clipped, { params: [1.4] }).verdict).toBe('disagrees');
  });
});
