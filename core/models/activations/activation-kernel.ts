/** An activation function over a whole layer, with its derivative. */
export interface ActivationKernel {
  /** Writes f(z[i]) into a[i] for the first `size` entries; `a` may be `z`. Given `sides`, a kinked f takes those. */
  readonly apply: (z: Float64Array, a: Float64Array, size: number, sides?: Uint8Array) => void;
  /** Multiplies delta[i] by the derivative at z[i], where a[i] = f(z[i]). */
  readonly backpropagate: (delta: Float64Array, z: Float64Array, a: Float64Array, size: number) => void;
  /** Of a kinked f only: 1 where z[i] is on the positive side, 0 elsewhere and on the kink, as `backpropagate` has it. */
  readonly sides?: (z: Float64Array, size: number) => Uint8Array;
}
