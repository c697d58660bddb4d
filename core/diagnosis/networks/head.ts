/** The error that a loss sends back from one example: from its logits and targets, one number an output. */
export type OutputError = (z: readonly number[], t: readonly number[]) => readonly number[];

/** A loss on top of a network, but for its constant factor. */
export interface Head {
  readonly name: string;
  readonly error: OutputError;
  /** Mistakes that are made in this error. */
  readonly slips: readonly HeadSlip[];
  /** What its targets are: shares of classes from 0 to 1, one class an example, -1 or 1, any numbers, or what comes back. */
  readonly targets: 'shares' | 'one-hot' | 'signs' | 'numbers' | 'cotangent';
}

/** A mistake in the error of the outputs. */
export interface HeadSlip {
  readonly kind: string;
  readonly says: string;
  readonly error: OutputError;
}

/** The error of outputs that do not know of each other. */
export function each(of: (z: number, t: number) => number): OutputError {
  return (z, t) => z.map((x, k) => of(x, t[k]!));
}
