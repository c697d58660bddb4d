import { type Control, untypedControl } from './control.ts';
import {
  kinkAbs0,
  kinkClipInclusive,
  kinkElu,
  kinkLeakyRelu0,
  kinkPinball,
  kinkRelu0,
  kinkRelu6Top,
  kinkSoftShrink,
} from './controls-at-kinks.ts';
import {
  noiseCancellation,
  noiseCancelledGradient,
  noiseFewDecimals,
  noiseFewDigitsLeft,
  noiseFloat32Forward,
  noiseIterativeSolver,
  noiseLargeOffset,
  noiseNearKink,
  noiseRoundedLoss,
  noiseSaturatedBatch,
  noiseScaledLoss,
} from './controls-in-noise.ts';
import {
  expm1Prime,
  forwardOnACopy,
  forwardReturnsView,
  gradientReversal,
  memoByValue,
  spikeSurrogate,
} from './controls-of-convention.ts';
import {
  kinkHingeMargin,
  kinkL1ZeroWeights,
  kinkMaxTies,
  kinkNormAtZero,
  kinkOverlappingMaxima,
  kinkTotalVariation,
} from './controls-of-ties.ts';
import {
  correctHighFrequency,
  correctHuberSeam,
  correctLogBarrier,
  correctLogSumExpLargeLogits,
  correctNoDependence,
  correctRankingLossExpForm,
  correctRbfLogLengthscale,
  correctRosenbrock,
  correctSigmoidCrossEntropyDelta,
} from './controls-that-are-right.ts';

export type { Control, ControlKind, Refusal } from './control.ts';
export { refusals } from './refusals.ts';

/** Right gradients that checkers are known to fail. */
export const controls: readonly Control[] = [
  untypedControl(kinkRelu0),
  untypedControl(kinkLeakyRelu0),
  untypedControl(kinkClipInclusive),
  untypedControl(kinkRelu6Top),
  untypedControl(kinkAbs0),
  untypedControl(kinkPinball),
  untypedControl(kinkSoftShrink),
  untypedControl(kinkElu),
  untypedControl(kinkHingeMargin),
  untypedControl(kinkL1ZeroWeights),
  untypedControl(kinkMaxTies),
  untypedControl(kinkTotalVariation),
  untypedControl(kinkNormAtZero),
  untypedControl(kinkOverlappingMaxima),
  untypedControl(correctRbfLogLengthscale),
  untypedControl(correctSigmoidCrossEntropyDelta),
  untypedControl(correctRankingLossExpForm),
  untypedControl(correctLogSumExpLargeLogits),
  untypedControl(correctHuberSeam),
  untypedControl(correctRosenbrock),
  untypedControl(correctLogBarrier),
  untypedControl(correctHighFrequency),
  untypedControl(correctNoDependence),
  untypedControl(noiseFewDecimals),
  untypedControl(noiseFewDigitsLeft),
  untypedControl(noiseRoundedLoss),
  untypedControl(noiseCancelledGradient),
  untypedControl(noiseFloat32Forward),
  untypedControl(noiseNearKink),
  untypedControl(noiseLargeOffset),
  untypedControl(noiseScaledLoss),
  untypedControl(noiseCancellation),
  untypedControl(noiseIterativeSolver),
  untypedControl(spikeSurrogate),
  untypedControl(gradientReversal),
  untypedControl(expm1Prime),
  untypedControl(forwardOnACopy),
  untypedControl(forwardReturnsView),
  untypedControl(memoByValue),
];

/**
 * Right gradients that a check still fails, to become controls.
 *
 * - `noise-saturated-batch` (4 of 5,681 cases): two examples of the batch are saturated at scales of their own, so that the slope
 *   between the large steps is made of small ones, or one stands a step or two before the loss is infinite.
 */
export const openFalseAlarms: readonly Control[] = [untypedControl(noiseSaturatedBatch)];
