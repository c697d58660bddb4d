import { checkGradient } from '../../core/check-gradient.ts';
import { type DenseData, type DenseParams, denseNetwork } from '../../core/models/index.ts';
import type { LossProblem } from '../../core/problem.ts';
import { checkRows, floorRow } from '../check-rows.ts';
import { denseLoss } from '../plain/dense-loss.ts';
import { randomNetwork } from '../random-network.ts';
import { type Row, rowOf } from '../row.ts';
import { medianTime, once } from '../timing.ts';
import { atMost, type Workload } from '../workload.ts';

const VERDICT = 'verdict';
const FIRST = 'first check of a process';
const LOCATE = 'one wrong entry located';
const PARAMETERS = 784 * 1024 + 1024 + 1024 * 256 + 256 + 256 * 10 + 10;
const WRONG = 512 * 784 + 300;
const TIMING = { budget: 3, least: 5 };

const point = () => randomNetwork(8, [784, 1024, 256, 10], 32);
const problem = { name: 'dense network', loss: denseNetwork.loss, gradient: denseNetwork.gradient };

/** W1[512,300] is doubled. */
const wrong: LossProblem<DenseParams, DenseData> = {
  ...problem,
  gradient: (params, data) => {
    const gradient = denseNetwork.gradient(params, data);
    gradient.W1!.data[WRONG]! *= 2;
    return gradient;
  },
};

const WHY =
  'half of it is alive (the point, the claim, two directions, the reach of steps, the moved point, a copy for the loss), half are copies of losses before, which V8 begins to collect at 64 MB.';

export const workload: Workload = {
  title: 'f. A million parameters: 784-1024-256-10, m = 32',
  text: `${PARAMETERS.toLocaleString('en-US')} parameters, tanh with softmax cross-entropy, normal inputs (seed 8). A black box: the network's frozen branches are not used. Located: W1[512,300] claimed at twice its value. Torch slow and scipy, with a loss or two for each parameter, would take from 40 minutes to hours, and are left out; the numpy loop is estimated from one loss.`,
  measures: {
    gradcheck: () => checkRows(VERDICT, problem, point(), {}, TIMING),
    locate,
    memory,
    floor: () => [floorRow(VERDICT, denseLoss, denseNetwork, point())],
  },
  peers: () => {
    const input = { model: 'dense', cases: [{ group: VERDICT, ...point() }] };
    return [
      { script: 'torch_gradcheck', input: { ...input, modes: ['fast'] } },
      { script: 'numpy_loop', input: { ...input, estimate: true } },
    ];
  },
  targets: (rows) => {
    const own = rowOf(rows, VERDICT, 'gradcheck');
    const bytes = rowOf(rows, VERDICT, FIRST)?.figures?.bytes ?? Number.NaN;
    return [
      atMost('<= 24 losses for the verdict', 24, own?.losses ?? Number.NaN, 'evaluations'),
      atMost('<= 350 losses to locate', 350, rowOf(rows, LOCATE, 'gradcheck')?.losses ?? Number.NaN, 'evaluations'),
      atMost('memory <= 10 times the parameters', 10, bytes / (8 * PARAMETERS), 'times', WHY),
    ];
  },
};

function locate(): readonly Row[] {
  const { params, data } = point();
  const run = () => checkGradient(wrong, { params, data });
  const { blocks, evaluations, verdict } = run();
  const found = blocks.flatMap(({ entries }) => entries.filter((e) => e.verdict === 'disagrees').map((e) => e.entry));
  if (verdict !== 'disagrees' || found.join() !== 'W1[512,300]') throw new Error(`${verdict}, found ${found.join()}`);
  const seconds = medianTime(run, { budget: 6, least: 3 });
  const { loss: losses, gradient: gradients } = evaluations;
  return [{ group: LOCATE, name: 'gradcheck', role: 'gradcheck', seconds, losses, gradients, note: found.join() }];
}

/** What one check adds to the resident memory of a process that has just evaluated the loss and its gradient. */
function memory(): readonly Row[] {
  const { params, data } = point();
  problem.loss(params, data);
  problem.gradient(params, data);
  const before = process.memoryUsage().rss;
  const seconds = once(() => checkGradient(problem, { params, data }));
  const bytes = 1024 * process.resourceUsage().maxRSS - before;
  const note = `${Math.round(bytes / 2 ** 20)} MB more at the peak, parameters ${Math.round(PARAMETERS / 2 ** 17)} MB`;
  return [{ group: VERDICT, name: FIRST, role: 'gradcheck', seconds, note, figures: { bytes } }];
}
