import { type Case, type LossProblem, tensor } from 'gradcheck';
import {
  type ClassifierData,
  type ClassifierParams,
  debugInitializeWeights,
  type SigmoidNetworkData,
  type SigmoidNetworkParams,
  sigmoidNetwork,
} from 'gradcheck/models';
import { centralCrop, readDigits } from './digits.ts';

/** The 785 x 10 exercise on the first digits: small weights, a bias row, a regulariser that shows. */
export function classifierCase(rows: number): Case<ClassifierParams, ClassifierData> {
  const { X, y } = readDigits(rows);
  const W = debugInitializeWeights(785, 9, { order: 'row-major' });
  return { params: { W }, data: { X, y, lambda: 0.5 } };
}

/** The 400-25-10 network on central crops; its labels count from 1. */
export function networkCase(rows: number): Case<SigmoidNetworkParams, SigmoidNetworkData> {
  const { X, y } = centralCrop(readDigits(rows));
  const params = { Theta1: debugInitializeWeights(25, 400), Theta2: debugInitializeWeights(10, 25) };
  return { params, data: { X, y: y.map((digit) => digit + 1), lambda: 1 } };
}

/** The network with a bug that is easily made: the bias column is regularised too. */
export const biasRegularised: LossProblem<SigmoidNetworkParams, SigmoidNetworkData> = {
  name: 'sigmoid network with its bias regularised',
  loss: sigmoidNetwork.loss,
  gradient: (params, data) => {
    const right = sigmoidNetwork.gradient(params, data) as SigmoidNetworkParams;
    const m = data.y.length;
    const penalise = (theta: keyof SigmoidNetworkParams) => {
      const columns = right[theta].shape[1]!;
      return tensor(
        right[theta].shape,
        right[theta].data.map((d, i) => (i % columns === 0 ? d + (data.lambda / m) * params[theta].data[i]! : d)),
      );
    };
    return { Theta1: penalise('Theta1'), Theta2: penalise('Theta2') };
  },
};
