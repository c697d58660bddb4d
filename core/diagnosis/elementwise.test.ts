import { describe, expect, test } from 'vitest';
import { checkGradient } from '../check-gradient.ts';
import { sigmoid } from '../models/sigmoid.ts';
import type { Diagnosis } from '../results.ts';

type Numbers = readonly number[];
interface Data {
  readonly upstream: Numbers;
  readonly other?: Numbers;
}

const X: Numbers = [0.7, -1.3, 0.4, 2.1, -0.6, 1.7, -2.2, 0.9];
const UPSTREAM: Numbers = [1.1, -0.4, 0.8, 2.3, 0.6, -1.9, 0.3, 1.4];

/** Of an operation on single entries, under a loss of sum(upstream * f(x)). */
function diagnosesOf(
  f: (x: number, i: number) => number,
  claim: (x: number, upstream: number, i: number) => number,
  x: Numbers = X,
  data: Data = { upstream: UPSTREAM },
): readonly Diagnosis[] {
  const { verdict, diagnoses } = checkGradient(
    {
      loss: (params: Numbers, { upstream }: Data) => params.reduce((sum, p, i) => sum + upstream[i]! * f(p, i), 0),
      gradient: (params: Numbers, { upstream }: Data) => params.map((p, i) => claim(p, upstream[i]!, i)),
    },
    { params: x, data },
  );
  expect(verdict).toBe('disagrees');
  return diagnoses;
}

const cube = (x: number): number => x ** 3 + x;
const cubeSlope = (x: number): number => 3 * x * x + 1;
const slope = (x: number): number => sigmoid(x) * sigmoid(-x);

describe('what comes from above', () => {
  test('is not multiplied in', () => {
    const [only] = diagnosesOf(cube, cubeSlope);
    expect(only).toMatchObject({ kind: 'upstream-ones' });
    expect(only!.message).toContain('dparams: data.upstream is not multiplied in');
  });

  test('is multiplied in twice', () => {
    expect(diagnosesOf(cube, (x, u) => u * u * cubeSlope(x))).toMatchObject([{ kind: 'upstream-squared' }]);
  });

  test('is of no consequence where the error is elsewhere', () => {
    expect(diagnosesOf(cube, (x, u) => u * (3 * x * x + 1.5))).toMatchObject([{ kind: 'unknown' }]);
  });
});

describe('the derivative of an activation', () => {
  test.each<[kind: string, claim: (x: number) => number]>([
    ['derivative-at-output', (x) => slope(sigmoid(x))],
    ['derivative-at-input', (x) => x * (1 - x)],
    ['derivative-twice', (x) => slope(x) ** 2],
    ['derivative-of-another', (x) => 1 - Math.tanh(x) ** 2],
  ])('%s', (kind, claim) => {
    expect(diagnosesOf(sigmoid, (x, u) => u * claim(x))).toMatchObject([{ kind }]);
  });

  test('that is none of those stays unknown', () => {
    expect(diagnosesOf(sigmoid, (x, u) => (u * 0.25) / (1 + x * x))).toMatchObject([{ kind: 'unknown' }]);
  });
});

describe('wrong only where', () => {
  const wrongWhere = (holds: (x: number, i: number) => boolean, x: Numbers = X, data?: Data): Diagnosis =>
    diagnosesOf(cube, (p, u, i) => u * cubeSlope(p) + (holds(p, i) ? Math.sin(9 * p) + 2 : 0), x, data)[0]!;

  test('an input is negative', () => {
    const found = wrongWhere((x) => x < 0);
    expect(found).toMatchObject({ kind: 'unknown' });
    expect(found.message).toContain('exactly where params is negative');
  });

  test('an input is negative, in so many entries that it is no chance', () => {
    const many = Array.from({ length: 24 }, (_, i) => 2 * Math.sin(5 * i + 1));
    const found = wrongWhere((x) => x < 0, many, { upstream: many.map((_, i) => 1 + 0.1 * i) });
    expect(found).toMatchObject({ kind: 'only-where', evidence: { condition: 'params is negative' } });
    expect(found.message).toMatch(/^dparams is wrong exactly where params is negative \(\d+ of 24 entries\)/);
  });

  test('an input is 0', () => {
    expect(wrongWhere((x) => x === 0, [0.7, 0, 0.4, 0, -0.6, 1.7, 2, 0.9]).message).toContain('where params is 0');
  });

  test('inputs are tied', () => {
    const tied = [0.7, 1.3, 0.4, 1.3, -0.6, 1.7, -2.2, 0.9];
    expect(wrongWhere((x) => x === 1.3, tied).message).toContain('params has a number that it has elsewhere, too');
  });

  test('an input is beyond a number of the data', () => {
    const other = X.map((x, i) => (i % 3 === 0 ? x - 0.1 : x + 0.1));
    expect(wrongWhere((x, i) => x > other[i]!, X, { upstream: UPSTREAM, other }).message).toContain(
      'exactly where params is more than data.other',
    );
  });

  test('nothing sets the entries apart', () => {
    expect(wrongWhere((_, i) => i === 1 || i === 3).message).not.toContain('exactly where');
  });
});

describe('a loss that stands still', () => {
  const clip = (x: number): number => Math.min(1.5, x) ** 2;

  test('is told from a gradient that is wrong', () => {
    const [only] = diagnosesOf(clip, (x, u) => u * 2 * x);
    expect(only).toMatchObject({ kind: 'flat-loss' });
    expect(only!.message).toContain('the loss does not move with params in 2 of 8 entries');
  });

  test('but for one wrong entry where it moves, it is not', () => {
    expect(diagnosesOf(clip, (x, u, i) => u * 2 * x + (i === 0 ? 0.3 : 0))).not.toMatchObject([{ kind: 'flat-loss' }]);
  });
});
