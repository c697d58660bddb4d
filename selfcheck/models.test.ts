import {
  classifierCases,
  denseCases,
  denseCasesWithInputs,
  linear1dCases,
  reluNetworkCases,
  sigmoidNetworkCases,
} from 'gradcheck/generators';
import {
  denseNetwork,
  denseNetworkWithInputs,
  hingeClassifier,
  linear1d,
  reluNetwork,
  sigmoidNetwork,
  softmaxClassifier,
} from 'gradcheck/models';
import { gradientTest } from 'gradcheck/vitest';

gradientTest('linear1d', { ...linear1d, cases: linear1dCases(), controls: true });
gradientTest('softmaxClassifier', { ...softmaxClassifier, cases: classifierCases(), controls: true });
gradientTest('hingeClassifier', { ...hingeClassifier, cases: classifierCases(), controls: true });
gradientTest('sigmoidNetwork', { ...sigmoidNetwork, cases: sigmoidNetworkCases(), controls: true });
gradientTest('reluNetwork', { ...reluNetwork, cases: reluNetworkCases() });
gradientTest('denseNetwork', { ...denseNetwork, cases: denseCases() });
gradientTest('denseNetworkWithInputs', { ...denseNetworkWithInputs, cases: denseCasesWithInputs() });

// Faults are planted block by block: four layers take four times as long as two.
const few = { depth: 2 };
gradientTest('shallow reluNetwork', { ...reluNetwork, cases: reluNetworkCases(few), controls: true });
gradientTest('shallow denseNetwork', { ...denseNetwork, cases: denseCases(few), controls: true });
gradientTest('shallow denseNetworkWithInputs', {
  ...denseNetworkWithInputs,
  cases: denseCasesWithInputs(few),
  controls: true,
});
