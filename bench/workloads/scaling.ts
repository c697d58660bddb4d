import { denseNetwork } from '../../core/models/index.ts';
import { checkRows, floorRow } from '../check-rows.ts';
import { denseLoss } from '../plain/dense-loss.ts';
import { randomNetwork } from '../random-network.ts';
import { type Row, rowOf } from '../row.ts';
import { atMost, type Workload } from '../workload.ts';

const HIDDEN = [1, 10, 100, 1_000, 10_000, 100_000];
const groupOf = (hidden: number): string => `P = ${(10 * hidden + 2).toLocaleString('en-US')}`;
const point = (hidden: number) => randomNetwork(9, [7, hidden, 2], 16);
const problem = { name: 'dense network', loss: denseNetwork.loss, gradient: denseNetwork.gradient };

const WHY =
  'beside every loss the harness passes over all parameters several times, cheap in the cache and slow beyond it: at 10^6 points along directions are 5% of the time, drawing directions 4%, copies 3% and the reach of steps 3% (node --cpu-prof).';

export const workload: Workload = {
  title: 'h. Cost against the number of parameters',
  text: 'Tanh networks 7-h-2 on the same 16 examples (seed 9), P = 10 h + 2, in screen mode.',
  measures: Object.fromEntries(
    HIDDEN.flatMap((hidden): [string, () => readonly Row[]][] => [
      [`gradcheck, ${groupOf(hidden)}`, () => checkRows(groupOf(hidden), problem, point(hidden), { mode: 'screen' })],
      [`floor, ${groupOf(hidden)}`, () => [floorRow(groupOf(hidden), denseLoss, denseNetwork, point(hidden))]],
    ]),
  ),
  targets: (rows) => {
    const losses = HIDDEN.map((hidden) => rowOf(rows, groupOf(hidden), 'gradcheck')?.losses ?? Number.NaN);
    const growth = (role: 'gradcheck' | 'loss'): number => {
      const at = (hidden: number) => rowOf(rows, groupOf(hidden), role)?.seconds ?? Number.NaN;
      return at(100_000) / at(1_000);
    };
    return [
      atMost('<= 24 losses at every size', 24, Math.max(...losses), 'evaluations'),
      atMost(
        'from P = 10^4 to 10^6 the time grows as one loss does (<= 1.25 times as much)',
        1.25,
        growth('gradcheck') / growth('loss'),
        'times',
        WHY,
      ),
    ];
  },
};
