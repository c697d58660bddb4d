import fc from 'fast-check';
import type { Bug } from './bug.ts';
import { factor, fields, input, matrix, size } from './draw.ts';
import { argMax, dot } from './maths.ts';

interface Features {
  readonly rows: number[][];
}

export const pytorchInfNormTies: Bug<number[], Features> = {
  id: 'pytorch-inf-norm-ties',
  title: 'the backward pass of the infinity norm gives sign(x) to every element that attains the maximum',
  source: 'pytorch/pytorch#41779, fixed in #48122',
  category: 'kink-subgradient',
  where: 'ties of max |x|, x and -x among them',
  loss: (w, { rows }) => Math.max(...rows.map((row) => Math.abs(dot(row, w)))),
  right: (w, { rows }) => {
    const values = rows.map((row) => dot(row, w));
    const at = argMax(values.map(Math.abs));
    return w.map((_, i) => Math.sign(values[at]!) * rows[at]![i]!);
  },
  wrong:
    () =>
    (w, { rows }) => {
      const values = rows.map((row) => dot(row, w));
      const norm = Math.max(...values.map(Math.abs));
      const attained = (j: number): number => (Math.abs(values[j]!) === norm ? Math.sign(values[j]!) : 0);
      return w.map((_, i) => rows.reduce((total, row, j) => total + attained(j) * row[i]!, 0));
    },
  example: {
    params: [0.5, -1.2],
    data: {
      rows: [
        [1, 0.5],
        [-0.5, 2],
        [0.3, 0.8],
      ],
    },
  },
  // Repeated examples, and an example with its negative, are ties that hold wherever w goes.
  cases: () =>
    fc.tuple(size(1, 3), size(1, 3), fc.constantFrom(0, 1, -1)).chain(([count, width, again]) =>
      fields({
        params: fc.array(input(), { minLength: width, maxLength: width }),
        data: matrix(count, width, factor()).map((rows) => ({
          rows: again === 0 ? rows : [...rows, rows[0]!.map((value) => again * value)],
        })),
      }),
    ),
};
