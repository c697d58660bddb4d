import { sigmoidNetwork } from '../../core/models/index.ts';
import { networkCase } from '../../examples/mnist/problems.ts';
import { checkRows, floorRow } from '../check-rows.ts';
import { sigmoidNetworkLoss } from '../plain/sigmoid-network-loss.ts';
import { type Row, rowOf, speedup } from '../row.ts';
import { sensitivity, WRONG } from '../sensitivity.ts';
import { atLeast, atMost, type Target, type Workload } from '../workload.ts';

const FEW = 'm = 100';
const MANY = 'm = 5,000';

const few = () => networkCase(100) as Required<ReturnType<typeof networkCase>>;
const many = () => networkCase(5000) as Required<ReturnType<typeof networkCase>>;

const WHY =
  'the resolution is a promise for the entry that its direction moves least, on a bound four times the estimated error; the row above it shows that errors of 1e-6 are caught.';

export const workload: Workload = {
  title: 'c. Sigmoid network 400-25-10 on digits, screen',
  text: '10,285 parameters, debugInitializeWeights, lambda 1, central 20 x 20 pixels of MNIST digits. Caught: the share of seeds in which one random entry, wrong by 1e-6 of the rms entry, is found to disagree. At m = 5,000 torch slow and scipy would take minutes, and are left out; the numpy loop is estimated from one loss.',
  measures: {
    'gradcheck, m = 100': () => checkRows(FEW, sigmoidNetwork, few()),
    'gradcheck, m = 5,000': () => checkRows(MANY, sigmoidNetwork, many()),
    'sensitivity, m = 100': () => [sensitivity(FEW, few(), 100)],
    'sensitivity, m = 5,000': () => [sensitivity(MANY, many(), 20)],
    'floor, m = 100': () => [floorRow(FEW, sigmoidNetworkLoss, sigmoidNetwork, few())],
    'floor, m = 5,000': () => [floorRow(MANY, sigmoidNetworkLoss, sigmoidNetwork, many())],
  },
  peers: () => {
    const small = { model: 'sigmoid', cases: [{ group: FEW, ...few() }] };
    const large = { model: 'sigmoid', cases: [{ group: MANY, ...many() }] };
    return [
      { script: 'torch_gradcheck', input: { ...small, modes: ['slow', 'fast'] } },
      { script: 'torch_gradcheck', input: { ...large, modes: ['fast'] } },
      { script: 'scipy_checks', input: small },
      { script: 'numpy_loop', input: small },
      { script: 'numpy_loop', input: { ...large, estimate: true } },
    ];
  },
  targets: (rows) => [
    ...[FEW, MANY].flatMap((group) => verdictTargets(rows, group)),
    atLeast('m = 100: >= 100 times faster than torch slow', 100, faster(rows, FEW, 'torch slow')),
    atLeast('m = 100: >= 100 times faster than the numpy loop', 100, faster(rows, FEW, 'numpy loop')),
    ...[FEW, MANY].map((group) => lossTarget(rows, group)),
  ],
};

const faster = (rows: readonly Row[], group: string, peer: string): number =>
  speedup(rowOf(rows, group, 'gradcheck'), rowOf(rows, group, peer));

function verdictTargets(rows: readonly Row[], group: string): readonly Target[] {
  const own = rowOf(rows, group, 'gradcheck');
  const caught = rowOf(rows, group, WRONG)?.figures?.caught ?? Number.NaN;
  return [
    atMost(`${group}: <= 24 losses`, 24, own?.losses ?? Number.NaN, 'evaluations'),
    atLeast(`${group}: an entry wrong by 1e-6 of the rms is caught in every seed`, 1, caught),
    atMost(`${group}: the resolution stated is 1e-6`, 1e-6, own?.figures?.resolution ?? Number.NaN, 'share', WHY),
  ];
}

function lossTarget(rows: readonly Row[], group: string): Target {
  const times = speedup(rowOf(rows, group, 'numpy, one loss'), rowOf(rows, group, 'loss'));
  return atMost(`${group}: one loss within 4 times numpy + OpenBLAS`, 4, times, 'times');
}
