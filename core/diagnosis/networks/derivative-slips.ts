import type { Place } from './backward.ts';
import type { Network } from './network.ts';
import { inLayers, type Slip } from './slip.ts';
import { slopeMistakes } from './slope-mistakes.ts';
import type { Table } from './table.ts';

/** Mistakes in the derivative of the activation on the way back. */
export function derivativeSlips(network: Network, numbers: readonly number[]): readonly Slip[] {
  const { activation, layers } = network;
  const hidden = layers.map((_, l) => l).slice(1);
  return [
    ...slopeMistakes(activation, numbers).flatMap(({ kind, says, slope }) =>
      inLayers(hidden, {
        kind,
        says,
        steps: { slopes: ({ pass, l }) => pass.given[l - 1]!.map((row) => row.map(slope)) },
      }),
    ),
    ...hidden.flatMap((l) => ofOtherLayers(network, l)),
    ...inLayers(hidden, {
      kind: 'derivative-of-another-example',
      says: `the derivative of ${activation.name} is that of the first example for all`,
      steps: { slopes: (place) => rightSlopes(place).map((_, __, all) => all[0]!) },
    }),
    ...inLayers(
      hidden.filter((l) => layers[l]!.inputs > 1),
      {
        kind: 'derivative-of-another-unit',
        says: `the derivative of ${activation.name} is that of the next unit`,
        steps: { slopes: (place) => rightSlopes(place).map((row) => row.map((_, j) => row[(j + 1) % row.length]!)) },
      },
    ),
  ];
}

/** The derivative, or mask, at what another layer of the same width was given. */
function ofOtherLayers({ layers, activation }: Network, l: number): readonly Slip[] {
  return layers.flatMap(({ units }, other): readonly Slip[] => {
    if (other === l - 1 || units !== layers[l - 1]!.units) return [];
    return [
      {
        kind: 'derivative-of-another-layer',
        says: `the derivative of ${activation.name} is taken at layer ${other + 1}`,
        steps: { slopes: ({ pass }) => pass.given[other]!.map((row) => row.map(activation.slope)) },
        at: [l],
      },
    ];
  });
}

function rightSlopes({ network: { activation }, pass, l }: Place): Table {
  return pass.given[l - 1]!.map((row) => row.map(activation.slope));
}
