import type { NamedNumber, NamedNumbers } from './named-numbers.ts';

/** How near a fitted number must be to a named one. */
const NEAR = 1e-7;
/** Plain factors that mistakes are made of; they need no name. */
const PLAIN = [-1, 2, 1 / 2, -2, -1 / 2, 3, 1 / 3, 4, 1 / 4, 3 / 2, 2 / 3, 4 / 3, 3 / 4];

/** How many numbers a fitted one is compared with, as a decimal logarithm. */
export const NAMES_TRIED: number = Math.log10(40);

/**
 * What a fitted factor is: a plain number (without a name), one made of the sizes and scalars of the case, or none of these.
 *
 * @param error - How far the fitted factor may be from the true one.
 */
export function nameFactor(factor: number, names: NamedNumbers, error = 0): NamedNumber | undefined {
  const near = (value: number): boolean =>
    Math.abs(factor - value) <= Math.max(error, NEAR * Math.max(1, Math.abs(value)));
  const plain = PLAIN.find(near);
  // A turned sign needs no other explanation, whatever in the case happens to be -1 or 2.
  const made = plain === -1 ? undefined : madeOf(names).find(({ value }) => value !== 1 && near(value));
  return made ?? (plain === undefined ? undefined : { name: '', value: plain, where: '' });
}

/** ` = m (rows of data.X)`, nothing for a plain number, and both where a plain number is the size of something as well. */
export function sayName(named: NamedNumber | undefined): string {
  if (named === undefined || named.name === '') return '';
  const where = named.where === '' ? '' : ` (${named.where})`;
  return PLAIN.includes(named.value)
    ? ` (as is ${named.name}${where.replace(' (', ', ').replace(')', '')})`
    : ` = ${named.name}${where}`;
}

function madeOf({ examples, sizes, scalars }: NamedNumbers): readonly NamedNumber[] {
  return [
    ...[...(examples ? [examples] : []), ...sizes]
      .filter(({ value }) => value > 1)
      .flatMap(({ name, value, where }) =>
        [
          { name, value },
          { name: `1/${name}`, value: 1 / value },
          { name: `-${name}`, value: -value },
          { name: `-1/${name}`, value: -1 / value },
          { name: `2/${name}`, value: 2 / value },
          { name: `2 ${name}`, value: 2 * value },
          { name: `(${name} - 1)/${name}`, value: (value - 1) / value },
        ].map((made) => ({ ...made, where })),
      ),
    ...scalars.flatMap(({ name, value, where }) =>
      [
        { name, value },
        { name: `1/${name}`, value: 1 / value },
        { name: `-${name}`, value: -value },
        { name: `1 - ${name}`, value: 1 - value },
      ].map((made) => ({ ...made, where })),
    ),
  ];
}
