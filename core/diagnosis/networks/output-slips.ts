import type { OutputError } from './head.ts';
import { headsOf } from './heads-of.ts';
import type { Network } from './network.ts';
import type { Slip } from './slip.ts';
import { suits } from './suits.ts';
import type { Table } from './table.ts';

/** Mistakes in the error of the outputs, which all that comes back starts from. */
export function outputSlips(network: Network, numbers: readonly number[]): readonly Slip[] {
  const { layers, head, targets, factor } = network;
  const top = layers.length - 1;
  const K = layers[top]!.units;
  const slip = (kind: string, says: string, error: OutputError, values: Table = targets.values): Slip => ({
    kind,
    says,
    steps: { output: (z) => z.map((row, i) => error(row, values[i]!).map((x) => factor * x)) },
    at: [top],
  });
  const turned = (says: string, values: Table): Slip =>
    slip('targets', `${says} (${targets.path})`, head.error, values);
  const T = targets.values;
  const by = (step: number): Table => T.map((row) => row.map((_, k) => row[(k + step + row.length) % row.length]!));
  return [
    ...head.slips.map(({ kind, says, error }) => slip(kind, `${says} (${head.name})`, error)),
    ...(targets.oneHot
      ? [
          turned('the targets are those of the next class', by(-1)),
          turned('the targets are those of the class before', by(1)),
          turned(
            'every target is taken for the first class',
            T.map((row) => row.map((_, k) => (k === 0 ? 1 : 0))),
          ),
        ]
      : []),
    ...(T.length > 1 && head.targets !== 'cotangent'
      ? [
          turned(
            'every example has the targets of the next one',
            T.map((_, i) => T[(i + 1) % T.length]!),
          ),
          turned(
            'every example has the targets of the one before',
            T.map((_, i) => T[(i + T.length - 1) % T.length]!),
          ),
          turned(
            'every example has the targets of the first one',
            T.map(() => T[0]!),
          ),
        ]
      : []),
    ...(head.targets === 'cotangent' ? [] : headsOf(numbers))
      .filter((other) => other.name !== head.name && suits(other, targets.values, targets.oneHot))
      .map((other) =>
        slip('loss-of-another', `the gradient is that of ${other.name}, the loss is ${head.name}`, other.error),
      ),
    ...[1, factor].map((one) => ({
      kind: 'upstream-ones',
      says: 'the error of the outputs is taken as ones',
      steps: { output: (z: Table) => z.map((row) => row.map(() => one)) },
      at: [top],
    })),
    ...[1, factor].map((share) =>
      slip('upstream-squared', `the error of the outputs is squared (${head.name})`, (z, t) =>
        head.error(z, t).map((x) => share * x * x),
      ),
    ),
    ...(K > 1
      ? [0, K - 1].map((out) =>
          slip('output-units', `output ${out} is left out of the error of the outputs (${head.name})`, (z, t) =>
            head.error(z, t).map((x, k) => (k === out ? 0 : x)),
          ),
        )
      : []),
  ];
}
