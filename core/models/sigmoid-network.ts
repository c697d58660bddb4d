import { withSweeping } from '../sweep.ts';
import { tensor } from '../tensor.ts';
import { sigmoidActivation } from './activations/sigmoid.ts';
import { addBias } from './algebra/add-bias.ts';
import { addScaled } from './algebra/add-scaled.ts';
import { columnSums } from './algebra/column-sums.ts';
import { matmul } from './algebra/matmul.ts';
import { type Matrix, matrix } from './algebra/matrix.ts';
import { sumOfSquares } from './algebra/sum-of-squares.ts';
import { transpose } from './algebra/transpose.ts';
import { checkSigmoidNetwork } from './checks/check-sigmoid-network.ts';
import { binaryCrossEntropy } from './losses/binary-cross-entropy.ts';
import type { Model } from './model.ts';
import type { SigmoidNetworkData, SigmoidNetworkParams } from './sigmoid-network-types.ts';
import { sigmoidSweep } from './sigmoid-sweep.ts';
import { labelTraits } from './traits/label-traits.ts';
import { workspace } from './workspace.ts';

/**
 * The network of the handwritten-digits exercise (Ng's ex4), vectorised: one hidden layer and K outputs, all sigmoid,
 * with binary cross-entropy summed over classes and averaged over the m examples, plus
 * lambda / (2 m) times the squared weights without their bias columns. The gradient's factor is therefore lambda / m.
 *
 * @throws TypeError when something is missing or of the wrong kind, RangeError when a shape, label or lambda does not fit.
 * @example
 * const params = { Theta1: tensor([5, 4]), Theta2: tensor([3, 6]) };
 * sigmoidNetwork.loss(params, { X: tensor([1, 3]), y: [3], lambda: 1 }); // 3 * Math.LN2
 */
export const sigmoidNetwork: Model<SigmoidNetworkParams, SigmoidNetworkData> = {
  name: 'sigmoidNetwork',
  classify: (_params, { y }) => labelTraits(y),
  loss: withSweeping(loss, sigmoidSweep),
  gradient(params, data) {
    checkSigmoidNetwork(params, data);
    const { input, hidden, logits, targets, weights1, weights2 } = forward(params, data);
    const { rows: m, columns: K } = logits;
    const { columns: h } = hidden;
    const { columns: n } = input;
    const Theta1 = tensor(params.Theta1.shape);
    const Theta2 = tensor(params.Theta2.shape);
    const gradient1 = matrix(Theta1.data, h, n, 1, n + 1);
    const gradient2 = matrix(Theta2.data, K, h, 1, h + 1);

    const delta2 = matrix(workspace(3, m * K), m, K);
    binaryCrossEntropy.gradient(logits.data, targets, m, K, delta2.data);
    matmul(transpose(delta2), hidden, gradient2);
    columnSums(delta2, Theta2.data, h + 1);

    const delta1 = matrix(workspace(4, m * h), m, h);
    matmul(delta2, weights2, delta1);
    sigmoidActivation.backpropagate(delta1.data, hidden.data, hidden.data, m * h);
    matmul(transpose(delta1), input, gradient1);
    columnSums(delta1, Theta1.data, n + 1);

    addScaled(data.lambda / m, weights1, gradient1);
    addScaled(data.lambda / m, weights2, gradient2);
    return { Theta1, Theta2 };
  },
};

function loss(params: SigmoidNetworkParams, data: SigmoidNetworkData): number {
  checkSigmoidNetwork(params, data);
  const { logits, targets, weights1, weights2 } = forward(params, data);
  const { rows: m, columns: K } = logits;
  const penalty = (data.lambda / (2 * m)) * (sumOfSquares(weights1) + sumOfSquares(weights2));
  return binaryCrossEntropy.value(logits.data, targets, m, K) + penalty;
}

interface Forward {
  readonly input: Matrix;
  readonly hidden: Matrix;
  readonly logits: Matrix;
  readonly targets: Float64Array;
  /** Theta1 and Theta2 without their bias columns. */
  readonly weights1: Matrix;
  readonly weights2: Matrix;
}

function forward({ Theta1, Theta2 }: SigmoidNetworkParams, { X, y }: SigmoidNetworkData): Forward {
  const [m, n] = X.shape as [number, number];
  const h = Theta1.shape[0]!;
  const K = Theta2.shape[0]!;
  const input = matrix(X.data, m, n);
  const hidden = matrix(workspace(0, m * h), m, h);
  const logits = matrix(workspace(1, m * K), m, K);
  const targets = workspace(2, m * K);
  const weights1 = matrix(Theta1.data, h, n, 1, n + 1);
  const weights2 = matrix(Theta2.data, K, h, 1, h + 1);

  matmul(input, transpose(weights1), hidden);
  addBias(hidden, Theta1.data, n + 1);
  sigmoidActivation.apply(hidden.data, hidden.data, m * h);
  matmul(hidden, transpose(weights2), logits);
  addBias(logits, Theta2.data, h + 1);
  targets.fill(0, 0, m * K);
  for (let i = 0; i < m; i++) targets[i * K + y[i]! - 1] = 1;
  return { input, hidden, logits, targets, weights1, weights2 };
}
