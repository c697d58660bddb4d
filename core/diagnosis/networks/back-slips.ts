import { type Place, RIGHT, type Steps } from './backward.ts';
import type { Network } from './network.ts';
import { inLayers, type Slip } from './slip.ts';
import { sum, type Table, table } from './table.ts';

/** Mistakes in what a layer sends back to the one below. */
export function backSlips({ layers, factor, inputAt }: Network): readonly Slip[] {
  const upper = layers.map((_, l) => l).slice(inputAt ? 0 : 1);
  const square = upper.filter((l) => layers[l]!.units === layers[l]!.inputs && layers[l]!.units > 1);
  const found = (kind: string, says: string, back: Steps['back'], at = upper): readonly Slip[] =>
    inLayers(at, { kind, says, steps: { back } });
  return [
    ...[1, factor].flatMap((one) =>
      found('upstream-ones', 'the error from above is taken as ones', (place) =>
        RIGHT.back({ ...place, delta: place.delta.map((row) => row.map(() => one)) }),
      ),
    ),
    // Squared with the factor of the loss in it, or before that is multiplied in.
    ...[1, 1 / factor].flatMap((share) =>
      found('upstream-squared', 'the error from above is squared', (place) =>
        RIGHT.back({ ...place, delta: place.delta.map((row) => row.map((x) => share * x * x)) }),
      ),
    ),
    ...found('upstream-ignored', 'nothing but ones comes back, neither the error from above nor the weights', (place) =>
      table(place.delta.length, place.layer.inputs, () => 1),
    ),
    ...found(
      'backward-weights',
      'the error goes back by the weights, not by their transpose',
      withWeights((place, unit, j) => weight(place, j, unit)),
      square,
    ),
    ...found(
      'backward-weights',
      'the error goes back without the weights',
      (place) => place.delta,
      upper.filter((l) => layers[l]!.units === layers[l]!.inputs),
    ),
    ...found(
      'backward-weights',
      'the weights lose their signs on the way back',
      withWeights((place, unit, j) => Math.abs(weight(place, unit, j))),
    ),
    ...found(
      'backward-weights',
      'the weights are read in another order on the way back',
      withWeights((place, unit, j) => {
        const { units, inputs } = place.layer;
        const p = unit * inputs + j;
        return weight(place, p % units, Math.floor(p / units));
      }),
      upper.filter((l) => layers[l]!.units > 1 && layers[l]!.inputs > 1),
    ),
    // Of one unit below, any factor would do.
    ...upper
      .filter((l) => l > 0 && layers[l]!.inputs > 1)
      .map((l) => ({
        kind: 'backward-weights',
        says: 'the error goes back by weights that were updated before',
        steps: {},
        less: { back: byGradient },
        at: [l],
      })),
    ...found(
      'backward-units',
      'the error from above is that of the next unit',
      (place) =>
        RIGHT.back({ ...place, delta: place.delta.map((row) => row.map((_, k) => row[(k + 1) % row.length]!)) }),
      upper.filter((l) => layers[l]!.units > 1),
    ),
    ...upper.flatMap((l) => {
      const { units } = layers[l]!;
      if (units < 2) return [];
      const but =
        (kept: (unit: number) => boolean): Steps['back'] =>
        (place) =>
          RIGHT.back({ ...place, delta: place.delta.map((row) => row.map((x, unit) => (kept(unit) ? x : 0))) });
      return [
        ...found(
          'backward-units',
          'the last unit is left out of the error from above',
          but((u) => u < units - 1),
          [l],
        ),
        ...found(
          'backward-units',
          'the first unit is left out of the error from above',
          but((u) => u > 0),
          [l],
        ),
        ...(units > 2
          ? found(
              'backward-units',
              'the first unit alone is in the error from above',
              but((u) => u === 0),
              [l],
            )
          : []),
      ];
    }),
  ];
}

function withWeights(of: (place: Place, unit: number, j: number) => number): Steps['back'] {
  return (place) =>
    table(place.delta.length, place.layer.inputs, (i, j) =>
      sum(place.layer.units, (unit) => place.delta[i]![unit]! * of(place, unit, j)),
    );
}

/** What the gradient of the weights, as an update takes it off them, sends back. */
function byGradient(place: Place): Table {
  const dW = RIGHT.weights(place);
  return table(place.delta.length, place.layer.inputs, (i, j) =>
    sum(place.layer.units, (unit) => place.delta[i]![unit]! * dW[unit]![j]!),
  );
}

function weight({ network, layer }: Place, unit: number, j: number): number {
  return network.at[layer.weightAt(unit, j)]!;
}
