import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatCount, formatError, formatNumber } from './format-number.ts';

const finite = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer(),
  fc
    .tuple(fc.double({ min: -10, max: 10, noNaN: true }), fc.integer({ min: -307, max: 307 }))
    .map(([x, e]) => x * 10 ** e),
);
const normal = finite.filter((x) => x === 0 || Math.abs(x) > 1e-300);

test('formatNumber keeps a number within 1e-5 of itself, and its sign', () => {
  fc.assert(
    fc.property(normal.filter(Number.isFinite), (x) => {
      const back = Number(formatNumber(x));
      expect(Math.abs(back - x)).toBeLessThanOrEqual(1e-5 * Math.abs(x));
      expect(Object.is(Math.sign(back), Math.sign(x))).toBe(true);
    }),
    { numRuns: 1000 },
  );
});

test('formatNumber takes 12 characters at most, 13 where the exponent has three digits', () => {
  fc.assert(
    fc.property(finite, (x) => {
      const size = Math.abs(x);
      const most = size !== 0 && (size < 1e-99 || size >= 9.9e99) ? 13 : 12;
      expect(formatNumber(x).length).toBeLessThanOrEqual(most);
    }),
    { numRuns: 1000 },
  );
});

test('formatNumber of a short number is that number', () => {
  fc.assert(
    fc.property(fc.integer({ min: -99_999, max: 99_999 }), fc.constantFrom(1, 10, 100, 1000), (n, parts) => {
      if (Math.abs(n / parts) >= 1e-4 && n !== 0) expect(formatNumber(n / parts)).toBe(String(n / parts));
    }),
  );
});

test('formatNumber writes what is neither large nor small plainly, the rest with an exponent', () => {
  expect(
    [0.1 + 0.2, -1234567, 123456, 999999.4, 999999.6, 1e-4, 9.99e-5, -2, 1e21, 1e-300].map((x) => formatNumber(x)),
  ).toEqual(['0.3', '-1.23457e6', '123456', '999999', '1000000', '0.0001', '9.99e-5', '-2', '1e21', '1e-300']);
});

test('formatNumber writes zeros with their sign, NaN and infinities by name', () => {
  expect([0, -0, Number.NaN, Infinity, -Infinity].map((x) => formatNumber(x))).toEqual([
    '0',
    '-0',
    'NaN',
    'Infinity',
    '-Infinity',
  ]);
});

test('formatNumber takes fewer digits where asked', () => {
  expect(formatNumber(Math.PI, 3)).toBe('3.14');
  expect(formatNumber(123456, 2)).toBe('1.2e5');
});

test('formatError gives one significant digit, two between 0.01 and 1000', () => {
  expect([0, 3.4e-12, 9.6e-13, 0.0123, 0.75, 1, 12.34, 999.9, 12345, Infinity, Number.NaN].map(formatError)).toEqual([
    '0',
    '3e-12',
    '1e-12',
    '0.012',
    '0.75',
    '1',
    '12',
    '1000',
    '1e4',
    'Infinity',
    'NaN',
  ]);
});

test('formatError is short for every size', () => {
  fc.assert(
    fc.property(finite.map(Math.abs), (x) => {
      expect(formatError(x).length).toBeLessThanOrEqual(6);
      const back = Number(formatError(x));
      if (x > 1e-300 && Number.isFinite(back)) expect(Math.abs(back - x)).toBeLessThanOrEqual(0.5 * x);
    }),
    { numRuns: 1000 },
  );
});

test('formatCount parts thousands', () => {
  expect([0, 7, 999, 1000, 12345, 1234567].map(formatCount)).toEqual(['0', '7', '999', '1,000', '12,345', '1,234,567']);
});
