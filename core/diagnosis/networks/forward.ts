import type { Network, Pass } from './network.ts';
import { sum, type Table, table } from './table.ts';

/** The forward pass of a network. */
export function forward({ layers, at, X, activation }: Pick<Network, 'layers' | 'at' | 'X' | 'activation'>): Pass {
  const inputs: Table[] = [];
  const given: Table[] = [];
  let input = X;
  for (const { units, inputs: width, weightAt, biasAt } of layers) {
    const below = input;
    const z = table(
      X.length,
      units,
      (i, unit) => sum(width, (j) => below[i]![j]! * at[weightAt(unit, j)]!) + (biasAt ? at[biasAt(unit)]! : 0),
    );
    inputs.push(input);
    given.push(z);
    input = z.map((row) => row.map(activation.apply));
  }
  return { inputs, given };
}
