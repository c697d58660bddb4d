import type { ClassifierData, ClassifierParams } from './classifier.ts';
import { linearClassifier } from './linear-classifier.ts';
import { hinge } from './losses/hinge.ts';
import type { BranchingModel } from './model.ts';

/**
 * Linear classifier with the multiclass hinge of Weston and Watkins (1999), in vectorised form: the mean over examples
 * of sum over j != y of max(0, s_j - s_y + 1), plus 0.5 lambda sum(W^2), biases included. The subgradient at a kink is 0.
 *
 * @throws TypeError when something is missing or of the wrong kind, RangeError when a shape, label or lambda does not fit.
 * @example
 * hingeClassifier.loss({ W: tensor([3, 2]) }, { X: tensor([1, 2]), y: [0], lambda: 1 }); // 1
 */
export const hingeClassifier: BranchingModel<ClassifierParams, ClassifierData> = linearClassifier(
  'hingeClassifier',
  hinge,
);
