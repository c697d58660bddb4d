import type { Candidate, JudgedEntry, View } from './evidence.ts';
import { keepsTo } from './keeps-to.ts';
import type { NamedNumber, NamedNumbers } from './named-numbers.ts';
import { shortNumber } from './short-number.ts';
import { MOST } from './strength.ts';

/** What a regulariser may add to an entry, but for its strength: the derivative of w^2/2, of w, of |w|. */
const TERMS: readonly { readonly name: (block: string) => string; readonly of: (w: number) => number }[] = [
  { name: (block) => block, of: (w) => w },
  { name: () => '1', of: () => 1 },
  { name: (block) => `sign(${block})`, of: Math.sign },
];

/** How many strengths are made of one scalar. */
const NAMES_OF_ONE = 7;

/** Where a regulariser may stand; biases in a row or column of their own, the first or the last, are often left out. */
const PARTS: readonly { readonly name: string; readonly has: (entry: JudgedEntry, view: View) => boolean }[] = [
  { name: '', has: () => true },
  { name: ' in its first column', has: ({ column }) => column === 0 },
  { name: ' but for its first column', has: ({ column }) => column !== 0 },
  { name: ' in its last column', has: ({ column }, { columns }) => column === columns - 1 },
  { name: ' but for its last column', has: ({ column }, { columns }) => column !== columns - 1 },
  { name: ' in its first row', has: ({ row }) => row === 0 },
  { name: ' but for its first row', has: ({ row }) => row !== 0 },
  { name: ' in its last row', has: ({ row }, { rows }) => row === rows - 1 },
  { name: ' but for its last row', has: ({ row }, { rows }) => row !== rows - 1 },
];

/** The difference is a multiple of the parameters, as of a regulariser that is left out, doubled, or where it should not be. */
export function weightsMultiple(view: View): readonly Candidate[] {
  // A regulariser that is wrong is not one to be taken off first.
  if (view.beside !== '') return [];
  const { block, columns, rows, point } = view;
  const weight = ({ place }: JudgedEntry): number => point.at[block.offset + place]!;
  const parts = PARTS.filter(({ name }) => (name.includes('column') ? columns > 1 : name === '' || rows > 1));
  return [
    ...TERMS.flatMap((term) =>
      parts.flatMap(({ name, has }) =>
        multiple(
          view,
          term.name(block.name),
          said(name, columns),
          (entry) => (has(entry, view) ? term.of(weight(entry)) : 0),
          name === '' ? 0 : Math.log10(parts.length),
        ),
      ),
    ),
    // A regulariser of another form instead of the right one.
    ...multiple(view, `(1 - ${block.name})`, '', (entry) => 1 - weight(entry)),
    ...multiple(view, `(sign(${block.name}) - ${block.name})`, '', (entry) => Math.sign(weight(entry)) - weight(entry)),
  ];
}

/** The rows of a vector are entries. */
function said(part: string, columns: number): string {
  return columns === 1 ? part.replace('row', 'entry') : part;
}

function multiple(
  view: View,
  term: string,
  part: string,
  of: (entry: JudgedEntry) => number,
  among = 0,
): readonly Candidate[] {
  const { block, entries, point } = view;
  let products = 0;
  let squares = 0;
  for (const entry of entries) {
    const t = of(entry);
    products += (entry.claimed - entry.numeric) * t;
    squares += t * t;
  }
  const strength = products / squares;
  if (!(Math.abs(strength) > 0) || !Number.isFinite(strength)) return [];
  // The error of the strength, as least squares passes on those of the entries.
  const error = entries.reduce((sum, entry) => sum + Math.abs(of(entry)) * entry.bound, 0) / squares;
  const named = nameStrength(Math.abs(strength), point.names, error);
  const times = (what: string): string => (term === '1' ? what : `${what} * ${term}`);
  const size = shortNumber(Math.abs(strength));
  const amount = times(named === undefined ? size : named.name.includes(' - ') ? `(${named.name})` : named.name);
  const says = strength < 0 ? `lacks ${amount}${part}` : `has ${amount} too much${part}`;
  return [
    {
      kind: named ? 'regulariser' : 'weights-multiple',
      keeps: keepsTo((entry) => ({
        value: entry.numeric + strength * of(entry),
        error: entry.bound + error * Math.abs(of(entry)),
      })),
      free: named ? 0 : 1,
      choices:
        (named ? Math.log10(NAMES_OF_ONE * point.names.scalars.length) : 0) +
        among +
        (term === block.name ? 0 : 0.6) +
        (named ? 0 : oneSize(view, of)),
      say: (residual) =>
        `d${block.name} ${says}: the difference equals ${strength < 0 ? '-' : ''}${times(size)} to ${residual}`,
      evidence: { strength, term, ...(named ? { name: named.name } : {}) },
    },
  ];
}

/**
 * Decimals that differences of one size do not tell: but for their signs they are one number, which examples of one weight
 * or an error that is cut off leave as well.
 */
function oneSize({ entries }: View, of: (entry: JudgedEntry) => number): number {
  const sizes = entries.filter(({ wrong }) => wrong).map((entry) => Math.abs(of(entry)));
  return new Set(sizes).size > 1 ? 0 : (sizes.length - 1) * MOST;
}

/** A strength as a multiple of a scalar of the case, over the number of examples or not. */
function nameStrength(strength: number, names: NamedNumbers, error: number): NamedNumber | undefined {
  const m = names.examples?.value ?? 1;
  return names.scalars
    .flatMap(({ name, value, where }) =>
      [
        { name, value },
        ...(m === 1
          ? []
          : [
              { name: `${name}/m`, value: value / m },
              { name: `2 ${name}/m`, value: (2 * value) / m },
              { name: `${name}/(2 m)`, value: value / (2 * m) },
              { name: `${name} - ${name}/m`, value: value - value / m },
            ]),
        { name: `2 ${name}`, value: 2 * value },
        { name: `${name}/2`, value: value / 2 },
      ].map((made) => ({ ...made, value: Math.abs(made.value), where })),
    )
    .find(({ value }) => Math.abs(strength - value) <= Math.max(2 * error, 1e-7 * value));
}
