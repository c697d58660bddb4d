/** An activation function over a whole layer, with its derivative. */
export interface ActivationKernel {
  /** Writes f(z[i]) into a[i] for the first `size` entries; `a` may be `z`. */
  readonly apply: (z: Float64Array, a: Float64Array, size: number) => void;
  /** Multiplies delta[i] by the derivative at z[i], where a[i] = f(z[i]). */
  readonly backpropagate: (delta: Float64Array, z: Float64Array, a: Float64Array, size: number) => void;
}
