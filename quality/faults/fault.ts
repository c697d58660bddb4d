import type { Place, Steps } from './backward.ts';

/** The layers whose step is wrong, counted from the input. */
export type Where = 'first' | 'last' | 'every';

/** The network whose backward pass it is: `denseNetwork`, `sigmoidNetwork` or `reluNetwork`. */
export type Network = 'dense' | 'sigmoid' | 'relu';

/** What the layers at fault need to have, for the mistake to be one: a transpose of a 1x1 is none. */
export interface Least {
  readonly inputs?: 2;
  readonly units?: 2;
  readonly examples?: 2;
}

/** A mistake in one step of backpropagation. */
export interface Fault {
  readonly family: string;
  readonly name: string;
  readonly where: Where;
  readonly wrong: Partial<Steps>;
  readonly least: Least;
  readonly network: Network;
}

/** Writes a fault shortly. */
export function fault(
  family: string,
  name: string,
  where: Where,
  wrong: Partial<Steps>,
  least: Least = {},
  network: Network = 'dense',
): Fault {
  return { family, name, where, wrong, least, network };
}

/** Whether the step of this layer is wrong. */
export function isAt(where: Where, { layer, depth }: Pick<Place, 'layer' | 'depth'>): boolean {
  return where === 'every' || layer === (where === 'first' ? 1 : depth);
}
