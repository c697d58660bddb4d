import type { Activation } from './activations.ts';
import type { Head } from './head.ts';
import type { NetworkLayer } from './read-layers.ts';
import type { Targets } from './read-targets.ts';
import type { Table } from './table.ts';

/** A dense network that the numbers of a case may belong to. */
export interface Network {
  readonly layers: readonly NetworkLayer[];
  /** The parameters, flat. */
  readonly at: Float64Array;
  /** [m, n]. */
  readonly X: Table;
  /** Where the inputs stand among the parameters, if they have a gradient themselves. */
  readonly inputAt?: ((i: number, j: number) => number) | undefined;
  /** Of the hidden layers. */
  readonly activation: Activation;
  readonly head: Head;
  readonly targets: Targets;
  /** By which the error of the head is multiplied, such as 1/m. */
  readonly factor: number;
}

/** What a forward pass leaves behind, layer by layer. */
export interface Pass {
  /** What comes into layer l, [m, inputs]; that of layer 0 is X. */
  readonly inputs: readonly Table[];
  /** What its activation is given, [m, units]. */
  readonly given: readonly Table[];
}
