/**
 * The losses and networks of the classical exercises, with their gradients and checks.
 *
 * @module gradcheck/models
 */

export type { Activation } from './activations/activation.ts';
export { almostEqual } from './almost-equal.ts';
export { type CheckNNGradientsOptions, checkNNGradients, type NNGradients } from './check-nn-gradients.ts';
export type { ClassifierData, ClassifierParams } from './classifier.ts';
export { computeNumericalGradient } from './compute-numerical-gradient.ts';
export {
  type DebugInitializeWeightsOptions,
  debugInitializeWeights,
  type Order,
} from './debug-initialize-weights.ts';
export { denseNetwork } from './dense-network.ts';
export { denseNetworkWithInputs } from './dense-network-with-inputs.ts';
export type { DenseData, DenseDataWithoutInputs, DenseParams } from './dense-types.ts';
export { dictionaryToVector } from './dictionary-to-vector.ts';
export { hingeClassifier } from './hinge-classifier.ts';
export { hingeGradientLoop } from './hinge-gradient-loop.ts';
export { hingeLossLoop } from './hinge-loss-loop.ts';
export { type Linear1dData, linear1d } from './linear1d.ts';
export type { NetworkLoss } from './losses/network-loss.ts';
export type { BranchingModel, Model } from './model.ts';
export { type NormalisedRows, normaliseRows } from './normalise-rows.ts';
export { type OneHotOptions, oneHot } from './one-hot.ts';
export { plantedReluNetwork } from './planted-relu-network.ts';
export { type RelativeDifferenceForm, relativeDifference } from './relative-difference.ts';
export { reluNetwork } from './relu-network.ts';
export { reluNetworkCostNaive } from './relu-network-cost-naive.ts';
export type { ReluNetworkData, ReluNetworkParams } from './relu-network-types.ts';
export { roll } from './roll.ts';
export { sigmoid } from './sigmoid.ts';
export { sigmoidGradientPerExample } from './sigmoid-gradient-per-example.ts';
export { sigmoidNetwork } from './sigmoid-network.ts';
export type { SigmoidNetworkData, SigmoidNetworkParams } from './sigmoid-network-types.ts';
export { softmaxClassifier } from './softmax-classifier.ts';
export { softmaxGradientLoop } from './softmax-gradient-loop.ts';
export { softmaxLossLoop } from './softmax-loss-loop.ts';
export { softplus } from './softplus.ts';
export { unroll } from './unroll.ts';
export { vectorToDictionary } from './vector-to-dictionary.ts';
