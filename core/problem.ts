/** One point at which a gradient is checked; `data` is whatever the loss needs beside its parameters. */
export interface Case<P = unknown, D = unknown> {
  readonly params: P;
  readonly data?: D;
}

/** A loss and its claimed gradient as two functions. */
export interface LossProblem<P, D> {
  /** Shown in reports. */
  readonly name?: string;
  readonly loss: (params: P, data: D) => number;
  /** A tree like `params`. */
  readonly gradient: (params: P, data: D) => unknown;
}

/** A loss and its claimed gradient from one call. */
export interface ValueAndGradientProblem<P, D> {
  readonly name?: string;
  readonly valueAndGradient: (params: P, data: D) => { readonly value: number; readonly gradient: unknown };
}

/** The thing checked: a loss together with the gradient that is claimed for it. */
export type Problem<P = unknown, D = unknown> = LossProblem<P, D> | ValueAndGradientProblem<P, D>;
