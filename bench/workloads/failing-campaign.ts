import { plantedReluNetwork } from '../../core/models/index.ts';
import { reluNetworkCases } from '../../generators/index.ts';
import { assertProperty } from '../../properties/assert-property.ts';
import { checkProperty } from '../../properties/check-property.ts';
import { GradientError } from '../../properties/gradient-error.ts';
import { type Row, rowOf } from '../row.ts';
import { median, once } from '../timing.ts';
import { atMost, type Workload } from '../workload.ts';

const GROUP = 'planted twin';
const SEEDS = Array.from({ length: 21 }, (_, i) => 2026 + i);

export const workload: Workload = {
  title: 'g. A failing campaign until the shrunk report',
  text: `plantedReluNetwork (dW2 twice, db1 four times) over reluNetworkCases(), seeds ${SEEDS[0]} to ${SEEDS.at(-1)}, drawing, shrinking and the text of the report included. Cold: the first campaign of a process.`,
  measures: { gradcheck },
  peers: () => [{ script: 'hypothesis_campaign', input: { group: GROUP, planted: true, runs: 1000 } }],
  targets: (rows) => {
    const seconds = rowOf(rows, GROUP, 'gradcheck')?.seconds ?? Number.NaN;
    return [atMost('median under 1 s', 1, seconds, 'seconds')];
  },
};

function gradcheck(): readonly Row[] {
  const cold = once(() => report(SEEDS[0]!));
  const seconds = median(SEEDS.map((seed) => once(() => report(seed))));
  const campaigns = SEEDS.map((seed) => checkProperty(plantedReluNetwork, reluNetworkCases(), { seed }));
  const losses = median(campaigns.map(({ evaluations }) => evaluations.loss));
  const gradients = median(campaigns.map(({ evaluations }) => evaluations.gradient));
  const blamed = (blame: string): number =>
    campaigns.filter(({ counterexample }) => counterexample?.check.blame.join() === blame).length;
  const note = `${blamed('b1,W2')} blame b1 and W2, ${blamed('b1')} b1 in a network of one layer; cold ${Math.round(1e3 * cold)} ms`;
  return [{ group: GROUP, name: 'gradcheck', role: 'gradcheck', seconds, losses, gradients, note }];
}

function report(seed: number): void {
  try {
    assertProperty(plantedReluNetwork, reluNetworkCases(), { seed });
  } catch (error) {
    if (error instanceof GradientError) return;
    throw error;
  }
  throw new Error(`seed ${seed}: the planted bugs were not found`);
}
