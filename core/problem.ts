import type { CheckOptions } from './options.ts';

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
  /** The losses at several parameters in one call, where that is cheaper than one by one. */
  readonly lossBatch?: (params: readonly P[], data: D) => ArrayLike<number>;
  /**
   * The loss with every branch (side of a relu, active hinge terms) decided as at the given params, smooth around them.
   * It must equal the loss bit for bit at the given params.
   */
  readonly frozen?: (params: P, data: D) => (params: P) => number;
  /** What a case shows (`depth 2`, `dead units`), counted over a campaign; see the option `cover`. */
  readonly classify?: (params: P, data: D) => readonly string[];
}

/** A loss and its gradient, as one call returns them. */
export type ValueAndGradient =
  | { readonly value: number; readonly gradient: unknown }
  | readonly [value: number, gradient: unknown];

/** A loss and its claimed gradient from one call. */
export interface ValueAndGradientProblem<P, D> {
  readonly name?: string;
  readonly valueAndGradient: (params: P, data: D) => ValueAndGradient;
  /** What a case shows, as in {@link LossProblem}. */
  readonly classify?: (params: P, data: D) => readonly string[];
}

/** A forward pass of any output and its backward pass, `vjp(params, cotangent, data)`: the cotangent is a tree like the output. */
export interface VjpProblem<P, D> {
  readonly name?: string;
  /** The arithmetic of the forward pass, whose projection does not tell it; the option of this name goes before. */
  readonly precision?: CheckOptions['precision'];
  readonly forward: (params: P, data: D) => unknown;
  // A method, so that a cotangent of the caller's own type is accepted.
  vjp(params: P, cotangent: unknown, data: D): unknown;
  /** What a case shows, as in {@link LossProblem}. */
  readonly classify?: (params: P, data: D) => readonly string[];
}

/** A forward pass and its claimed product with a tangent, `jvp(params, tangent, data)`: a tree like the output. */
export interface JvpProblem<P, D> {
  readonly name?: string;
  readonly forward: (params: P, data: D) => unknown;
  /** The tangent is a tree like `params`. */
  readonly jvp: (params: P, tangent: P, data: D) => unknown;
  /** What a case shows, as in {@link LossProblem}. */
  readonly classify?: (params: P, data: D) => readonly string[];
}

/** The thing checked: a loss together with the gradient that is claimed for it. */
export type Problem<P = unknown, D = unknown> =
  | LossProblem<P, D>
  | ValueAndGradientProblem<P, D>
  | VjpProblem<P, D>
  | JvpProblem<P, D>
  | (VjpProblem<P, D> & JvpProblem<P, D>);

/** A {@link Problem} whose functions may return promises. */
export type AsyncProblem<P = unknown, D = unknown> =
  | {
      readonly name?: string;
      readonly loss: (params: P, data: D) => number | PromiseLike<number>;
      readonly gradient: (params: P, data: D) => unknown;
      /** What a case shows, as in {@link LossProblem}. */
      readonly classify?: (params: P, data: D) => readonly string[];
    }
  | {
      readonly name?: string;
      readonly valueAndGradient: (params: P, data: D) => ValueAndGradient | PromiseLike<ValueAndGradient>;
      /** What a case shows, as in {@link LossProblem}. */
      readonly classify?: (params: P, data: D) => readonly string[];
    }
  | VjpProblem<P, D>
  | JvpProblem<P, D>
  | (VjpProblem<P, D> & JvpProblem<P, D>);
