/**
 * The classical central difference, entry by entry: (J(theta + epsilon e_p) - J(theta - epsilon e_p)) / (2 epsilon).
 *
 * It knows neither its own error nor where J is not differentiable; it is here for comparison and teaching.
 *
 * @param J - Scalar function of the whole vector; it must neither change nor keep the vector that it is handed.
 * @param theta - Point at which to differentiate; not changed.
 * @param epsilon - Half the distance between the two points; default 1e-4, as in the exercise.
 * @throws RangeError when epsilon is not positive and finite.
 * @example
 * computeNumericalGradient(([x]) => 3 * x, Float64Array.of(0), 0.5)[0]; // 3
 */
export function computeNumericalGradient(
  J: (theta: Float64Array) => number,
  theta: Float64Array,
  epsilon = 1e-4,
): Float64Array {
  if (!(epsilon > 0 && epsilon < Infinity)) throw new RangeError(`epsilon is ${epsilon}, expected a positive number`);
  const point = theta.slice();
  const gradient = new Float64Array(theta.length);
  for (let p = 0; p < theta.length; p++) {
    point[p] = theta[p]! + epsilon;
    const plus = J(point);
    point[p] = theta[p]! - epsilon;
    const minus = J(point);
    // Written back, not added back: (x + h) - h is not always x.
    point[p] = theta[p]!;
    gradient[p] = (plus - minus) / (2 * epsilon);
  }
  return gradient;
}
