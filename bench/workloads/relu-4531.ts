import nd from '../../core/models/fixtures/nd.json' with { type: 'json' };
import { type ReluNetworkParams, reluNetwork } from '../../core/models/index.ts';
import { type Tensor, tensor } from '../../core/tensor.ts';
import { checkRows, floorRow } from '../check-rows.ts';
import { reluNetworkLoss } from '../plain/relu-network-loss.ts';
import { rowOf, speedup } from '../row.ts';
import { atLeast, atMost, type Workload } from '../workload.ts';

const GROUP = '4-5-3-1, m = 3';

const read = ({ shape, data }: { shape: number[]; data: number[] }): Tensor => tensor(shape, data);
const { W1, b1, W2, b2, W3, b3 } = nd.params;
const params: ReluNetworkParams = {
  W1: read(W1),
  b1: read(b1),
  W2: read(W2),
  b2: read(b2),
  W3: read(W3),
  b3: read(b3),
};
const point = { params, data: { X: read(nd.X), Y: nd.Y } };

const WHY =
  'the losses, of which only what an entry moves is computed again, are a third of the time; the ladders of differences are a fifth, and the rest is spread thin over copies, checks of the first calls and the result (node --cpu-prof).';

export const workload: Workload = {
  title: 'b. Relu network 4-5-3-1, m = 3, full check',
  text: 'The data of the gradient-checking notebook (numpy.random.seed(1)), 47 parameters.',
  measures: {
    gradcheck: () => checkRows(GROUP, reluNetwork, point, { mode: 'full' }),
    floor: () => [floorRow(GROUP, reluNetworkLoss, reluNetwork, point)],
  },
  peers: () => {
    const input = { model: 'relu', cases: [{ group: GROUP, ...point }] };
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
      atMost('resolution finer than the 1e-3 of torch slow', 1e-3, own?.figures?.resolution ?? Number.NaN, 'share'),
    ];
  },
};
