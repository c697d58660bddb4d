import type { ClassifierData, ClassifierParams } from './classifier.ts';
import { linearClassifier } from './linear-classifier.ts';
import { softmaxCrossEntropy } from './losses/softmax-cross-entropy.ts';
import type { Model } from './model.ts';

/**
 * Linear classifier with softmax cross-entropy, in vectorised form: the mean over examples of
 * log(sum_j exp(s_j)) - s_y, plus 0.5 lambda sum(W^2), biases included as in the classical exercise.
 *
 * @throws TypeError when something is missing or of the wrong kind, RangeError when a shape, label or lambda does not fit.
 * @example
 * softmaxClassifier.loss({ W: tensor([3, 2]) }, { X: tensor([1, 2]), y: [0], lambda: 1 }); // Math.LN2
 */
export const softmaxClassifier: Model<ClassifierParams, ClassifierData> = linearClassifier(
  'softmaxClassifier',
  softmaxCrossEntropy,
);
