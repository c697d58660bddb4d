import { type Place, RIGHT, type Steps } from './backward.ts';
import type { Network } from './network.ts';
import { inLayers, type Slip } from './slip.ts';
import { sum, table } from './table.ts';

/** Mistakes in the sums over the examples, and in what they are multiplied with. */
export function sumSlips({ layers, X }: Network): readonly Slip[] {
  const m = X.length;
  const all = layers.map((_, l) => l);
  const input = (says: string, of: (place: Place, i: number, j: number) => number, at: readonly number[]) =>
    inLayers(at, {
      kind: 'layer-input',
      says,
      steps: {
        weights: (place) =>
          table(place.layer.units, place.layer.inputs, (unit, j) =>
            sum(m, (i) => place.delta[i]![unit]! * of(place, i, j)),
          ),
      },
    });
  const hidden = all.slice(1);
  return [
    ...input('the inputs are those before the activation', ({ pass, l }, i, j) => pass.given[l - 1]![i]![j]!, hidden),
    ...input(
      'the inputs are those of the network',
      ({ pass }, i, j) => pass.inputs[0]![i]![j]!,
      hidden.filter((l) => layers[l]!.inputs === layers[0]!.inputs),
    ),
    ...(m > 1
      ? [
          ...input(
            'the error of every example meets the inputs of the next one',
            ({ pass, l }, i, j) => pass.inputs[l]![(i + 1) % m]![j]!,
            all,
          ),
          ...input(
            'the error of every example meets the inputs of the one before',
            ({ pass, l }, i, j) => pass.inputs[l]![(i + m - 1) % m]![j]!,
            all,
          ),
          ...input(
            'the error of every example meets the inputs of all of them',
            ({ pass, l }, _, j) => sum(m, (k) => pass.inputs[l]![k]![j]!),
            all,
          ),
          ...weighted(m, all),
        ]
      : []),
    ...inLayers(
      all.filter((l) => layers[l]!.biasAt && layers[l]!.units === m && m > 1),
      {
        kind: 'wrong-axis',
        says: 'the biases are summed over the units, one entry an example',
        steps: { biases: ({ delta }) => delta.map((row) => row.reduce((a, b) => a + b, 0)) },
      },
    ),
  ];
}

/** One example left out, counted twice, or the only one; in the weights, in the biases, in both, of every layer. */
function weighted(m: number, all: readonly number[]): readonly Slip[] {
  return Array.from({ length: m }, (_, k) => k).flatMap((k) =>
    (
      [
        [`example ${k} is left out`, (i: number) => (i === k ? 0 : 1)],
        [`example ${k} is counted twice`, (i: number) => (i === k ? 2 : 1)],
        [`example ${k} alone counts`, (i: number) => (i === k ? 1 : 0)],
      ] as const
    ).flatMap(([says, weight]) => {
      const count = (place: Place): Place => ({
        ...place,
        delta: place.delta.map((row, i) => row.map((x) => weight(i) * x)),
      });
      const weights: Steps['weights'] = (place) => RIGHT.weights(count(place));
      const biases: Steps['biases'] = (place) => RIGHT.biases(count(place));
      return [
        ...inLayers(all, { kind: 'examples', says: `${says} in the weights`, steps: { weights } }),
        ...inLayers(all, { kind: 'examples', says: `${says} in the biases`, steps: { biases } }),
        ...inLayers(all, { kind: 'examples', says, steps: { weights, biases } }),
      ];
    }),
  );
}
