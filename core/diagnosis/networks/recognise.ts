import type { PointEvidence } from '../evidence.ts';
import { activationsOf } from './activations.ts';
import { backward, RIGHT } from './backward.ts';
import { clippedHeads } from './clipped-heads.ts';
import { cotangentHeads } from './cotangent-heads.ts';
import { forward } from './forward.ts';
import type { Head } from './head.ts';
import { headsOf } from './heads-of.ts';
import { type Known, knownNumbers } from './known-numbers.ts';
import type { Network, Pass } from './network.ts';
import type { NetworkLayer } from './read-layers.ts';
import { readTargets } from './read-targets.ts';
import { type Reading, readings } from './readings.ts';
import { type Scales, scalesOf } from './scales-of.ts';
import { suits } from './suits.ts';
import { table } from './table.ts';

/** A network whose gradient is the measured one wherever that is known. */
export interface Recognised {
  readonly network: Network;
  readonly pass: Pass;
  readonly scales: Scales;
}

/** Products in one forward pass, beyond which no network is looked for: a hundred of them are tried. */
const MOST_PRODUCTS = 8e3;
/** Networks that are tried, and products in their forward passes, all in all. */
const MOST_TRIED = 1200;
const MOST_WORK = 3e6;
/** A network is believed when it explains the numbers by this many decimals more than a chance fit would. */
const ENOUGH = 6;
/** Networks that cannot be told apart, at the most: a relu whose units are all active is the identity. */
const MOST = 12;

/**
 * The dense networks that the numbers of a case may belong to: their right gradient, by backpropagation, is the measured one
 * in every entry. No loss is evaluated: shapes give the layers, numbers the activation, the loss and its factor.
 */
export function* recognise(point: PointEvidence, blame: readonly string[]): Generator<Recognised, void, undefined> {
  const possible = readings(point).filter(({ layers, X }) => productsOf(layers) * X.length <= MOST_PRODUCTS);
  if (possible.length === 0) return;
  const numbers = point.names.scalars.map(({ value }) => value);
  const known = knownNumbers(point, blame);
  const enough = told(known) - ENOUGH;
  const activations = activationsOf(numbers);
  const tops = { heads: headsOf(numbers), ofCotangent: cotangentHeads(activations, numbers) };
  let found = 0;
  let tried = 0;
  for (const reading of possible) {
    const { layers, X, inputAt } = reading;
    for (const activation of layers.length > 1 ? activations : activations.slice(-1)) {
      const pass = forward({ layers, at: point.at, X, activation });
      for (const { head, targets } of topsOf(point, reading, pass, tops)) {
        if (++tried > MOST_TRIED || tried * productsOf(layers) * X.length > MOST_WORK) return;
        const network: Network = { layers, at: point.at, X, inputAt, activation, head, targets, factor: 1 };
        const gradient = backward(network, pass, () => RIGHT);
        const scales = scalesOf(gradient, network, known);
        if (scales === undefined || enough < 5 * scales.free + Math.log10(tried)) continue;
        yield { network: { ...network, factor: scales.factor }, pass, scales };
        found++;
        if (found === MOST) return;
      }
    }
  }
}

/** What may stand on top of a network, and what it is compared with: the cotangent of a backward pass, or data. */
function* topsOf(
  { leaves, upstream }: PointEvidence,
  { layers, X, byRows }: Reading,
  pass: Pass,
  { heads, ofCotangent }: { readonly heads: readonly Head[]; readonly ofCotangent: readonly Head[] },
): Generator<Pick<Network, 'head' | 'targets'>, void, undefined> {
  const m = X.length;
  const K = layers.at(-1)!.units;
  if (upstream?.cotangent.length === m * K) {
    const values = table(m, K, (i, k) => upstream.cotangent[byRows ? i * K + k : k * m + i]!);
    for (const head of ofCotangent) yield { head, targets: { path: 'cotangent', values, oneHot: false } };
  }
  for (const targets of leaves.flatMap((leaf) => readTargets(leaf, m, K))) {
    for (const head of [...heads, ...clippedHeads(pass.given.at(-1)!, targets)]) {
      if (suits(head, targets.values, targets.oneHot)) yield { head, targets };
    }
  }
}

function productsOf(layers: readonly NetworkLayer[]): number {
  return layers.reduce((total, { units, inputs }) => total + units * inputs, 0);
}

/** The decimals that numbers tell, equal ones once. */
function told(known: readonly Known[]): number {
  const decimals = new Map(
    known.map(({ value, slack }) => [
      value.toPrecision(6),
      Math.min(5, Math.max(0, Math.log10(Math.abs(value) / (2 * slack)))),
    ]),
  );
  return [...decimals.values()].reduce((a, b) => a + b, 0);
}
