import { debugInitializeWeights, sigmoidNetwork } from '../../core/models/index.ts';
import { checkRows, floorRow } from '../check-rows.ts';
import { sigmoidNetworkLoss } from '../plain/sigmoid-network-loss.ts';
import { rowOf, speedup } from '../row.ts';
import { atLeast, atMost, type Workload } from '../workload.ts';

const GROUP = '3-5-3, m = 5';

/** The inputs of checkNNGradients at lambda 1. */
const point = {
  params: { Theta1: debugInitializeWeights(5, 3), Theta2: debugInitializeWeights(3, 5) },
  data: { X: debugInitializeWeights(5, 2), y: [2, 3, 1, 2, 3], lambda: 1 },
};

const WHY =
  'the losses, of which only what an entry moves is computed again, are a third of the time; the ladders of differences are a fifth, and the rest is spread thin over copies, checks of the first calls and the result (node --cpu-prof).';

export const workload: Workload = {
  title: 'a. Sigmoid network 3-5-3, m = 5, full check',
  text: 'The inputs of checkNNGradients, 38 parameters, every entry judged by its own ladder of differences.',
  measures: {
    gradcheck: () => checkRows(GROUP, sigmoidNetwork, point, { mode: 'full' }),
    floor: () => [floorRow(GROUP, sigmoidNetworkLoss, sigmoidNetwork, point)],
  },
  peers: () => {
    const input = { model: 'sigmoid', cases: [{ group: GROUP, ...point }] };
    return [
      { script: 'torch_gradcheck', input: { ...input, modes: ['slow', 'fast'] } },
      { script: 'scipy_checks', input },
      { script: 'numpy_loop', input },
    ];
  },
  targets: (rows) => {
    const own = rowOf(rows, GROUP, 'gradcheck');
    return [
      atLeast('>= 10 times faster than torch slow', 10, speedup(own, rowOf(rows, GROUP, 'torch slow')), WHY),
      atMost('<= 1 ms for the full check', 1e-3, own?.seconds ?? Number.NaN, 'seconds', WHY),
      atMost('resolution finer than the 1e-3 of torch slow', 1e-3, own?.figures?.resolution ?? Number.NaN, 'share'),
    ];
  },
};
