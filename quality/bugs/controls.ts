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
 * - `noise-rounded-loss` (about 1 case in 8): the narrow steps of a ladder see one stair of the staircase, where the loss
 *   stands still or jumps once; their slopes contradict those of the wide steps, which are right, and are believed.
 *   ECNoise does not warn, since at its spacing the loss does not move either, and then its noise is taken for rounding.
 * - `noise-cancelled-gradient` (a parameter of 800 or more, a slope of 3e-4 or less): the loss is linear and its step
 *   wide, so that the bound of the difference is 2e-17, less than the rounding of the claim itself. What is allowed for
 *   that is relative to the largest entry, but the rounding is that of the terms which cancel in it: an error of 1e-13
 *   of the entry disagrees.
 */
export const openFalseAlarms: readonly Control[] = [
  untypedControl(noiseRoundedLoss),
  untypedControl(noiseSaturatedBatch),
  untypedControl(noiseCancelledGradient),
];
