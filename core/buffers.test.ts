import { expect, test } from 'vitest';
import { checkGradient } from './check-gradient.ts';

const loss = ({ a, b }: { a: Float64Array; b: Float64Array }): number => a[0]! ** 2 + b[0]! ** 3;
const point = { params: { a: Float64Array.of(0.5), b: Float64Array.of(2) } };

test('a gradient in fresh arrays gets no note', () => {
  const gradient = ({ a, b }: typeof point.params) => ({
    a: Float64Array.of(2 * a[0]!),
    b: Float64Array.of(3 * b[0]! ** 2),
  });
  expect(checkGradient({ loss, gradient }, point)).toMatchObject({ verdict: 'agrees', notes: [] });
});

test('a gradient that fills the same arrays again is right, and gets a note for each', () => {
  const result = { a: new Float64Array(1), b: new Float64Array(1) };
  const gradient = ({ a, b }: typeof point.params) => {
    result.a[0] = 2 * a[0]!;
    result.b[0] = 3 * b[0]! ** 2;
    return result;
  };
  const { verdict, notes } = checkGradient({ loss, gradient }, point);
  expect(verdict).toBe('agrees');
  expect(notes).toEqual([
    'gradient.a is the same array at every call: copy it to keep it',
    'gradient.b is the same array at every call: copy it to keep it',
  ]);
});

test('two blocks in one array disagree, and the note names both', () => {
  const gradient = ({ a, b }: typeof point.params) => {
    const shared = Float64Array.of(2 * a[0]!);
    shared[0] = 3 * b[0]! ** 2;
    return { a: shared, b: shared };
  };
  const { verdict, blame, notes } = checkGradient({ loss, gradient }, point);
  expect({ verdict, blame }).toEqual({ verdict: 'disagrees', blame: ['a'] });
  expect(notes).toEqual(['gradient.a and gradient.b are one and the same array: the later writes over the earlier']);
});

test('a gradient that returns the array of the parameters gets a note', () => {
  const half = { loss: (x: number[]): number => x[0]! ** 2 / 2, gradient: (x: number[]): number[] => x };
  const { verdict, notes } = checkGradient(half, { params: [3] });
  expect(verdict).toBe('agrees');
  expect(notes).toEqual(['gradient is the array of the parameters itself: who changes one changes both']);
});
