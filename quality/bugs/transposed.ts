import fc from 'fast-check';
import type { Bug } from './bug.ts';
import { factor, fields, matrix, size } from './draw.ts';
import { dot, zerosLike } from './maths.ts';

interface Square {
  readonly cotangent: number[][];
}

/** Adds cotangent * X to the gradient, for the left factor of X X'. */
function addLeft(gradient: number[][], X: number[][], cotangent: number[][]): number[][] {
  for (const [i, row] of cotangent.entries()) {
    for (const [j, upstream] of row.entries()) {
      for (const [d, value] of X[j]!.entries()) gradient[i]![d]! += upstream * value;
    }
  }
  return gradient;
}

export const neonGramMissingTransposeTerm: Bug<number[][], Square> = {
  id: 'neon-gram-missing-transpose-term',
  title: 'the gradient of dot(X, X.T): what comes through X.T is not added',
  source: 'NervanaSystems/neon#169',
  category: 'transposed',
  where: 'everywhere',
  loss: (X, { cotangent }) =>
    X.reduce(
      (loss, row, i) =>
        loss +
        dot(
          cotangent[i]!,
          X.map((other) => dot(row, other)),
        ),
      0,
    ),
  right: (X, { cotangent }) => {
    const transposed = cotangent.map((_, i) => cotangent.map((row) => row[i]!));
    return addLeft(addLeft(zerosLike(X), X, cotangent), X, transposed);
  },
  wrong:
    () =>
    (X, { cotangent }) =>
      addLeft(zerosLike(X), X, cotangent),
  example: {
    params: [
      [0.5, -1.2],
      [1.1, 0.4],
      [-0.6, 0.9],
    ],
    data: {
      cotangent: [
        [1, -0.5, 2],
        [0.5, 1, -1],
        [2, 0.5, 1],
      ],
    },
  },
  cases: () =>
    fc
      .tuple(size(1, 3), size(1, 3))
      .chain(([rows, columns]) =>
        fields({ params: matrix(rows, columns), data: fields({ cotangent: matrix(rows, rows, factor()) }) }),
      ),
};
