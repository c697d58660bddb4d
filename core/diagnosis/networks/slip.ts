import type { Steps } from './backward.ts';

/** A mistake that may have been made in the backward pass of a network. */
export interface Slip {
  readonly kind: string;
  /** What is done wrongly, as a clause; its place is said apart. */
  readonly says: string;
  readonly steps: Partial<Steps>;
  /** What is taken off the steps, times a strength that is to be found, such as a learning rate. */
  readonly less?: Partial<Steps>;
  /** The layers where it may be made, counted from 0: the steps there are its own. */
  readonly at: readonly number[];
}

/** The same mistake in each of the layers alone, and in all of them. */
export function inLayers(layers: readonly number[], slip: Omit<Slip, 'at'>): readonly Slip[] {
  const alone = layers.map((l) => ({ ...slip, at: [l] }));
  return layers.length > 1 ? [...alone, { ...slip, at: layers }] : alone;
}
