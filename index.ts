/**
 * Checks of one gradient, properties over drawn cases, and numerical derivatives with error bounds.
 *
 * @module gradcheck
 */

export { type Layer, type LayerOptions, layerProblem } from './adapters/layer-problem.ts';
export { type Model, modelProblem } from './adapters/model-problem.ts';
export { type OutParameterOptions, outParameterProblem } from './adapters/out-parameter-problem.ts';
export { checkGradient, checkGradientAsync } from './core/check-gradient.ts';
export { checkHessian, type HessianProblem } from './core/check-hessian.ts';
export { TreeError, UsageError } from './core/errors.ts';
export { type NumericalGradient, numericalGradient } from './core/numerical-gradient.ts';
export { type NumericalHessian, numericalHessian } from './core/numerical-hessian.ts';
export { type NumericalJacobian, numericalJacobian } from './core/numerical-jacobian.ts';
export type { CheckOptions } from './core/options.ts';
export type {
  AsyncProblem,
  Case,
  JvpProblem,
  LossProblem,
  Problem,
  ValueAndGradient,
  ValueAndGradientProblem,
  VjpProblem,
} from './core/problem.ts';
export type * from './core/results.ts';
export { type Tensor, tensor } from './core/tensor.ts';
export { assertGradient, assertGradientAsync } from './properties/assert-gradient.ts';
export { assertProperty, assertPropertyAsync } from './properties/assert-property.ts';
export { checkDetection, checkDetectionAsync } from './properties/check-detection.ts';
export { checkProperty, checkPropertyAsync } from './properties/check-property.ts';
export type { Demands } from './properties/complaint-of.ts';
export type { DetectionOptions } from './properties/controls/detection-options.ts';
export { GradientError } from './properties/gradient-error.ts';
export { gradientProperty, gradientPropertyAsync } from './properties/gradient-property.ts';
export type { MemoryOptions } from './properties/memory/memory-options.ts';
export { mergeReports } from './properties/merge-reports.ts';
export type { Progress, PropertyOptions } from './properties/property-options.ts';
export type { Shard } from './properties/sharded.ts';
