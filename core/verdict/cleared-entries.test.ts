import { describe, expect, test } from 'vitest';
import { checkGradient } from '../check-gradient.ts';
import { tensor } from '../tensor.ts';

const [ROWS, COLUMNS] = [60, 12];
const G = Float64Array.from({ length: ROWS * COLUMNS }, (_, i) => Math.sin(7 * i + 1) + 0.01 * i);
const at = {
  table: tensor(
    [ROWS, COLUMNS],
    Float64Array.from(G, (_, i) => Math.cos(3 * i)),
  ),
  head: [0.3, -0.8, 1],
};

/** What is said of a table of 720 entries, with the claim of each made of the right number. */
function saidOf(claim: (x: number, row: number, column: number) => number): readonly string[] {
  const { diagnoses } = checkGradient(
    {
      loss: ({ table, head }: typeof at) =>
        table.data.reduce((sum, x, i) => sum + G[i]! * Math.sin(x), 0) + head[0]! ** 2 * head[1]!,
      gradient: ({ table, head: [a = 0, b = 0] }: typeof at) => ({
        table: {
          shape: table.shape,
          data: table.data.map((x, i) => claim(G[i]! * Math.cos(x), Math.floor(i / COLUMNS), i % COLUMNS)),
        },
        head: [2 * a * b, a * a, 0],
      }),
    },
    { params: at },
  );
  return diagnoses.map(({ message }) => message.replace(/ \(largest.*/, ''));
}

describe('a screen sets apart', () => {
  test('a row from its block, if that is all that is wrong', () => {
    expect(saidOf((x, row) => (row === 7 ? 0.518 * x : x))).toEqual([
      'row 7 of dtable is 0.518 times its central difference, the other 59 right',
    ]);
    expect(saidOf((x, row) => (row === 7 ? 0 : x))).toEqual([
      'row 7 of dtable is 0 and should not be, the other 59 right',
    ]);
  });

  test('two rows that are swapped', () => {
    const other = (row: number): number => ({ 3: 40, 40: 3 })[row] ?? row;
    const [only] = saidOf((x, row, column) => {
      const i = other(row) * COLUMNS + column;
      return row === other(row) ? x : G[i]! * Math.cos(at.table.data[i]!);
    });
    expect(only).toBe('dtable holds the right numbers with its rows 3 and 40 swapped');
  });

  test('an entry from its row', () => {
    const [only] = saidOf((x, row, column) => (row === 7 && column === 4 ? 2 * x : x));
    expect(only).toMatch(
      /^dtable is wrong in 1 of \d+ looked at entries, of unknown cause: in row 7, in column 4, ratio 2\.000/,
    );
  });

  test('nothing from a block that is wrong as a whole', () => {
    expect(saidOf((x) => 2 * x)[0]).toMatch(
      /^dtable is 2\.000 times its central difference in all \d+ entries looked at, of 720/,
    );
  });
});
