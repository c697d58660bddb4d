import {
  caffeZeroLossWeightStaleDiff,
  hedBalanceCountsNeverReset,
  mnistNnDeltaUsesUpdatedWeights,
  pytorchCompileInplaceDoubleAdd,
  taichiOverwrittenOperand,
} from './aliasing-state.ts';
import {
  cppadAtan2YZero,
  jaxSoftplusAtZero,
  pytorchSoftplusThresholdOnOutput,
  tinygradAsinhAtZero,
} from './boundary-elementwise.ts';
import { burnAvgpoolCeilModeDivisor, forwarddiffProdEarlyExit, paddlePreluNegativeAlpha } from './boundary-shapes.ts';
import { type Bug, untyped } from './bug.ts';
import { tinygradMaxCountFloat16 } from './dtype.ts';
import { neonBpropConvOutputIndex, ocannlMaxpoolOverlapLastWrite, pytorchTraceNonsquare } from './index-arrays.ts';
import {
  deepspeedInvertibleLayernormIndex,
  learndlLstmBiasUsesDeltaF,
  primenFirstNodeSkipped,
} from './index-layers.ts';
import { pytorchInfNormTies } from './kink-subgradient.ts';
import { mathjsNestedDerivative, slangFmodNoDivisorGrad, zygoteMaximumPathDropped } from './missing-in-expressions.ts';
import {
  dl4jBiasUpdateSkippedMinibatch1,
  libnd4jSoftmaxDiagonalOnly,
  primenMissingActivationDerivative,
  pytorchCtcAssumesNormalisedInput,
} from './missing-in-networks.ts';
import {
  adnnRangeBackwardReversed,
  mxnetKaddtoOverwrites,
  pytorchSliceScatterPassthroughLost,
} from './missing-path.ts';
import { chainerHuberIgnoresGy, tfjsBatchnormIgnoresDy } from './missing-upstream.ts';
import {
  burnAbsNan,
  snntorchSurrogateOverflow,
  tfjsPowExponentGradBaseZero,
  ttmetalSoftplusExpOverflow,
} from './overflow-elementwise.ts';
import {
  dynetLogsoftmaxExpOverExp,
  grpoClippedRatioPaddingNan,
  jaxNormSquaredAtZero,
  prodGradDividesByX,
} from './overflow-reductions.ts';
import {
  chainerNormalizel2EpsAsNorm,
  tfjsErfApproxForwardExactBackward,
  ttmetalTanhBwPoorFit,
} from './precision-loss.ts';
import { courseraMlBiasRegularisedWithOnes, cs231nSvmRegMissing2 } from './regulariser-mismatch.ts';
import {
  deeplearningaiDz1Extra1OverM,
  deeplearningaiGradcheckLabDb1,
  dl4jMinibatch1DividesByColumns,
  sklearnLeastSquaresFactor2,
  soSoftmaxCostOverLenY,
} from './scale.ts';
import { mathjsDoubleNegation, sklearnExponentialLossSign } from './sign.ts';
import { paddleWhileGradLastIterationValues } from './stale-cache.ts';
import { neonGramMissingTransposeTerm } from './transposed.ts';
import { dl4jBiasaddNhwcAxes, flaggemsPreluWeightOnLastAxis } from './wrong-axis.ts';
import {
  flaggemsCdistIgnoresP,
  jsMatmulBackwardUsesOutputValue,
  mlpackLogsoftmaxAddsExp,
  singaDivBackward,
} from './wrong-formula-arrays.ts';
import {
  attorchSmoothl1SignedThreshold,
  distributionsLogitnormalLogInsteadOfLogit,
  libbrainSigmoidPrimeOfActivation,
  mxnetQuadraticBackwardCallsForward,
} from './wrong-formula-elementwise.ts';
import { kvfransBiasMeanInsteadOfSum, tfIsotonicRegressionPooledBlock } from './wrong-reduction.ts';

export type { Bug, Category } from './bug.ts';

/** Gradient bugs that happened in libraries, courses and questions, 66 of them. */
export const bugs: readonly Bug[] = [
  untyped(caffeZeroLossWeightStaleDiff),
  untyped(hedBalanceCountsNeverReset),
  untyped(mnistNnDeltaUsesUpdatedWeights),
  untyped(pytorchCompileInplaceDoubleAdd),
  untyped(taichiOverwrittenOperand),
  untyped(cppadAtan2YZero),
  untyped(jaxSoftplusAtZero),
  untyped(pytorchSoftplusThresholdOnOutput),
  untyped(tinygradAsinhAtZero),
  untyped(burnAvgpoolCeilModeDivisor),
  untyped(forwarddiffProdEarlyExit),
  untyped(paddlePreluNegativeAlpha),
  untyped(tinygradMaxCountFloat16),
  untyped(deepspeedInvertibleLayernormIndex),
  untyped(learndlLstmBiasUsesDeltaF),
  untyped(primenFirstNodeSkipped),
  untyped(neonBpropConvOutputIndex),
  untyped(ocannlMaxpoolOverlapLastWrite),
  untyped(pytorchTraceNonsquare),
  untyped(pytorchInfNormTies),
  untyped(chainerHuberIgnoresGy),
  untyped(tfjsBatchnormIgnoresDy),
  untyped(adnnRangeBackwardReversed),
  untyped(mxnetKaddtoOverwrites),
  untyped(pytorchSliceScatterPassthroughLost),
  untyped(mathjsNestedDerivative),
  untyped(slangFmodNoDivisorGrad),
  untyped(zygoteMaximumPathDropped),
  untyped(dl4jBiasUpdateSkippedMinibatch1),
  untyped(primenMissingActivationDerivative),
  untyped(libnd4jSoftmaxDiagonalOnly),
  untyped(pytorchCtcAssumesNormalisedInput),
  untyped(burnAbsNan),
  untyped(snntorchSurrogateOverflow),
  untyped(tfjsPowExponentGradBaseZero),
  untyped(ttmetalSoftplusExpOverflow),
  untyped(dynetLogsoftmaxExpOverExp),
  untyped(grpoClippedRatioPaddingNan),
  untyped(jaxNormSquaredAtZero),
  untyped(prodGradDividesByX),
  untyped(chainerNormalizel2EpsAsNorm),
  untyped(tfjsErfApproxForwardExactBackward),
  untyped(ttmetalTanhBwPoorFit),
  untyped(courseraMlBiasRegularisedWithOnes),
  untyped(cs231nSvmRegMissing2),
  untyped(deeplearningaiDz1Extra1OverM),
  untyped(deeplearningaiGradcheckLabDb1),
  untyped(dl4jMinibatch1DividesByColumns),
  untyped(sklearnLeastSquaresFactor2),
  untyped(soSoftmaxCostOverLenY),
  untyped(mathjsDoubleNegation),
  untyped(sklearnExponentialLossSign),
  untyped(paddleWhileGradLastIterationValues),
  untyped(neonGramMissingTransposeTerm),
  untyped(dl4jBiasaddNhwcAxes),
  untyped(flaggemsPreluWeightOnLastAxis),
  untyped(attorchSmoothl1SignedThreshold),
  untyped(distributionsLogitnormalLogInsteadOfLogit),
  untyped(libbrainSigmoidPrimeOfActivation),
  untyped(mxnetQuadraticBackwardCallsForward),
  untyped(flaggemsCdistIgnoresP),
  untyped(jsMatmulBackwardUsesOutputValue),
  untyped(mlpackLogsoftmaxAddsExp),
  untyped(singaDivBackward),
  untyped(kvfransBiasMeanInsteadOfSum),
  untyped(tfIsotonicRegressionPooledBlock),
];
