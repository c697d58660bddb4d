import { expect, test } from 'vitest';
import { nameFactor, sayName } from './name-factor.ts';
import type { NamedNumbers } from './named-numbers.ts';

const names: NamedNumbers = {
  examples: { name: 'm', value: 3, where: 'rows of data.X' },
  sizes: [],
  scalars: [{ name: 'data.gamma', value: 2, where: '' }],
};

test('a turned sign is no more than that, although 1 - data.gamma is -1 too', () => {
  expect(sayName(nameFactor(-1, names))).toBe('');
});

test('other factors are called by what they are in the case', () => {
  expect(sayName(nameFactor(3, names))).toBe(' (as is m, rows of data.X)');
  expect(sayName(nameFactor(2, names))).toBe(' (as is data.gamma)');
  expect(sayName(nameFactor(1 / 9, { ...names, examples: { name: 'm', value: 9, where: '' } }))).toBe(' = 1/m');
  expect(nameFactor(0.77, names)).toBeUndefined();
});
