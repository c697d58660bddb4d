import {
  assertProperty,
  type Case,
  checkGradient,
  checkProperty,
  type GradientCheck,
  GradientError,
  type Problem,
  type PropertyReport,
} from 'gradcheck';
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
  plantedReluNetwork,
  reluNetwork,
  sigmoidNetwork,
  softmaxClassifier,
} from 'gradcheck/models';
import { checkText, formatCount, formatError, table } from 'gradcheck/reports';
import { biasRegularised, classifierCase, networkCase } from './mnist/problems.ts';

const SEED = 2026;
const CASES = { numRuns: 100, seed: SEED };
const VERDICTS = ['agrees', 'disagrees', 'kink', 'unresolved', 'invalid'] as const;

const count = (n: number): string => (n === 0 ? '' : formatCount(n));

const campaignRow = (report: PropertyReport): string[] => [
  report.name,
  formatCount(report.runs.done),
  ...VERDICTS.map((verdict) => count(report.runs[verdict])),
  report.worst ? formatError(report.worst.error) : '',
  formatError(report.resolution),
  formatCount(report.evaluations.loss),
];

function digitsRow<P, D>(name: string, problem: Problem<P, D>, point: Case<P, D>): string[] {
  const check = checkGradient(problem, point, { seed: SEED });
  return [
    name,
    '1',
    ...VERDICTS.map((verdict) => (check.verdict === verdict ? '1' : '')),
    worstError(check),
    formatError(check.resolution),
    formatCount(check.evaluations.loss),
  ];
}

function worstError({ blocks }: GradientCheck): string {
  return formatError(Math.max(...blocks.map(({ worst }) => worst.error)));
}

console.log('Do the gradients of the built-in systems agree with their losses?\n');
const rows = [
  campaignRow(checkProperty(linear1d, linear1dCases(), CASES)),
  campaignRow(checkProperty(softmaxClassifier, classifierCases(), CASES)),
  campaignRow(checkProperty(hingeClassifier, classifierCases(), CASES)),
  campaignRow(checkProperty(sigmoidNetwork, sigmoidNetworkCases(), CASES)),
  campaignRow(checkProperty(reluNetwork, reluNetworkCases(), CASES)),
  campaignRow(checkProperty(denseNetwork, denseCases(), CASES)),
  campaignRow(checkProperty(denseNetworkWithInputs, denseCasesWithInputs(), CASES)),
  digitsRow('softmaxClassifier 785 x 10, 10 digits', softmaxClassifier, classifierCase(10)),
  digitsRow('hingeClassifier 785 x 10, 10 digits', hingeClassifier, classifierCase(10)),
  digitsRow('sigmoidNetwork 400-25-10, 10 digits', sigmoidNetwork, networkCase(10)),
];
console.log(table(['system', 'cases', ...VERDICTS, 'worst error', 'resolution', 'losses'], rows));

console.log('\n\nThe same on digits with a planted bug:\n');
const digits = networkCase(10);
console.log(checkText(checkGradient(biasRegularised, digits, { seed: SEED }), undefined, {}, biasRegularised.name));

console.log('\n\nThe classical planted bug, dW2 x 2 and db1 x 4, caught, shrunk and named:\n');
try {
  assertProperty(plantedReluNetwork, reluNetworkCases(), { seed: SEED });
  throw new Error('the planted bug was not found');
} catch (error) {
  if (!(error instanceof GradientError)) throw error;
  console.log(error.message);
}
