import { computeNumericalGradient } from './compute-numerical-gradient.ts';
import { debugInitializeWeights, type Order } from './debug-initialize-weights.ts';
import { relativeDifference } from './relative-difference.ts';
import { roll } from './roll.ts';
import { sigmoidNetwork } from './sigmoid-network.ts';
import type { SigmoidNetworkParams } from './sigmoid-network-types.ts';
import { unroll } from './unroll.ts';

/** Options of {@link checkNNGradients}. */
export interface CheckNNGradientsOptions {
  /** Order in which weights and inputs are filled and parameters unrolled; default `column-major`. */
  readonly order?: Order;
}

/** Result of {@link checkNNGradients}; both gradients are unrolled [Theta1(:); Theta2(:)]. */
export interface NNGradients {
  readonly cost: number;
  readonly analytic: Float64Array;
  readonly numeric: Float64Array;
  /** |numeric - analytic| over |numeric + analytic|; the exercise asks for less than 1e-9. */
  readonly relativeDifference: number;
}

/**
 * The check of the handwritten-digits exercise (Ng's ex4): a 3-5-3 {@link sigmoidNetwork} on m = 5 examples, weights
 * and inputs from {@link debugInitializeWeights}, central differences with epsilon 1e-4.
 *
 * Labels are 1 + mod(i, 3); i counts from 1 in `column-major` order as in Octave, from 0 in `row-major` as in its NumPy ports.
 *
 * @param lambda - Strength of the regulariser; default 0.
 * @throws RangeError when lambda is negative or not finite, or the order is unknown.
 * @example
 * checkNNGradients(1).relativeDifference < 1e-9; // true
 */
export function checkNNGradients(lambda = 0, { order = 'column-major' }: CheckNNGradientsOptions = {}): NNGradients {
  const inputs = 3;
  const hidden = 5;
  const classes = 3;
  const m = 5;
  const Theta1 = debugInitializeWeights(hidden, inputs, { order });
  const Theta2 = debugInitializeWeights(classes, hidden, { order });
  const X = debugInitializeWeights(m, inputs - 1, { order });
  const first = order === 'column-major' ? 1 : 0;
  const y = Array.from({ length: m }, (_, i) => 1 + ((i + first) % classes));
  const data = { X, y, lambda };

  const params = { Theta1, Theta2 };
  const gradient = sigmoidNetwork.gradient(params, data);
  const analytic = unroll([gradient.Theta1, gradient.Theta2], order);
  const numeric = computeNumericalGradient(
    (theta) => sigmoidNetwork.loss(rolled(theta), data),
    unroll([Theta1, Theta2], order),
  );
  return {
    cost: sigmoidNetwork.loss(params, data),
    analytic,
    numeric,
    relativeDifference: relativeDifference(numeric, analytic, 'norm-of-sum'),
  };

  function rolled(theta: Float64Array): SigmoidNetworkParams {
    const shapes = [
      [hidden, inputs + 1],
      [classes, hidden + 1],
    ] as const;
    const [Theta1, Theta2] = roll(theta, shapes, order);
    return { Theta1: Theta1!, Theta2: Theta2! };
  }
}
