/**
 * Arbitraries of cases: like an example, of sizes shared by name, and of the built-in systems.
 *
 * @module gradcheck/generators
 */

export { CaseArbitrary, type CaseKind } from './case-arbitrary.ts';
export { fieldOf, withFields } from './case-fields.ts';
export { casesLike } from './cases-like.ts';
export { type CaseOptions, casesOf, type Drawn, type Fields } from './cases-of.ts';
export { choice } from './choice.ts';
export { classifierCases } from './classifier-cases.ts';
export type { Container, Held } from './containers.ts';
export { cotangent } from './cotangent.ts';
export { type DenseOptions, denseCases } from './dense-cases.ts';
export { denseCasesWithInputs } from './dense-cases-with-inputs.ts';
export type { Dim } from './dims.ts';
export type { Architecture } from './draw-architecture.ts';
export type { Bounds } from './draw-sizes.ts';
export { SCHEMES, type Scheme } from './draw-values.ts';
export { FieldArbitrary, TensorArbitrary } from './field.ts';
export type { FieldSpec, Values } from './field-spec.ts';
export { indices } from './indices.ts';
export { keepIndices } from './keep-indices.ts';
export { type LabelOptions, labels } from './labels.ts';
export { lambda } from './lambda.ts';
export { assertArbitraryLaws } from './laws/assert-arbitrary-laws.ts';
export { LawError, type LawOptions } from './laws/law-options.ts';
export { assertSameSeedSameValue } from './laws/same-seed-same-value.ts';
export { assertShortNumbers } from './laws/short-numbers.ts';
export { assertShrinking } from './laws/shrinking.ts';
export { assertShrinksWithoutContext } from './laws/without-context.ts';
export type { Limits, NetworkOptions } from './limits.ts';
export { linear1dCases } from './linear1d-cases.ts';
export { logits } from './logits.ts';
export { matrix } from './matrix.ts';
export { params } from './params.ts';
export type { RandomSource } from './random-source.ts';
export { REGIMES, type Regime } from './regime.ts';
export { reluNetworkCases } from './relu-network-cases.ts';
export type { RowKind } from './row-targets.ts';
export { scalar } from './scalar.ts';
export { type Axis, axes, type Field, type Schema } from './schema.ts';
export { shapes } from './shapes.ts';
export { sigmoidNetworkCases } from './sigmoid-network-cases.ts';
export { size } from './size.ts';
export { tensor } from './tensor.ts';
export type { Domain } from './tensor-spec.ts';
export { vector } from './vector.ts';
export { weights } from './weights.ts';
