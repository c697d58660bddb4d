import fc from 'fast-check';
import { type DenseData, type DenseParams, denseNetwork } from '../../core/models/index.ts';
import { type DenseOptions, denseCases } from '../../generators/dense-cases.ts';
import { checkProperty } from '../../properties/check-property.ts';
import { formatError } from '../../reports/format-number.ts';
import { naiveCampaign } from '../naive-campaign.ts';
import { denseLoss } from '../plain/dense-loss.ts';
import { type Row, rowOf, speedup } from '../row.ts';
import { medianTime, once } from '../timing.ts';
import { atLeast, type Workload } from '../workload.ts';

const RUNS = 1000;
const SEED = 2026;
const LIMITS: DenseOptions = { depth: 3, width: 8, batch: 6 };
const TANH = 'tanh with softmax cross-entropy';
const ALL = 'six activations, five losses';
const GROUPS: Readonly<Record<string, DenseOptions>> = {
  [TANH]: { ...LIMITS, activations: ['tanh'], losses: ['softmax-cross-entropy'] },
  [ALL]: LIMITS,
};
const SCREEN = "gradcheck, mode: 'screen'";
const NAIVE = 'naive fast-check and central differences';
const TIMING = { budget: 4, least: 5 };

export const workload: Workload = {
  title: 'e. Campaign: generate and check 1,000 random networks',
  text: `Depth 1 to 3, width 1 to 8, batch 1 to 6, seed ${SEED}; generation included, warm and cold (first campaign of a process). The naive loop draws its own networks of the same sizes; torch checks the very networks of gradcheck, without generating them; Hypothesis draws its own.`,
  measures: {
    ...Object.fromEntries(Object.keys(GROUPS).map((group) => [`gradcheck, ${group}`, () => campaign(group)])),
    screen: () => campaign(TANH, 'screen'),
    generation: () => {
      const draw = () => fc.sample(denseCases(GROUPS[TANH]), { numRuns: RUNS, seed: SEED });
      return [{ group: TANH, name: 'generation alone', role: 'gradcheck', seconds: medianTime(draw, TIMING) }];
    },
    floor: () => [
      meanLoss('one loss of the model, mean', 'loss', denseNetwork.loss),
      meanLoss('one loss in plain loops, mean', 'floor', denseLoss),
    ],
    naive: () => {
      const cold = once(() => naiveCampaign(RUNS, SEED));
      const { losses } = naiveCampaign(RUNS, SEED);
      const seconds = medianTime(() => naiveCampaign(RUNS, SEED), TIMING);
      return [
        { group: TANH, name: NAIVE, role: 'peer', seconds, losses, gradients: RUNS, note: `cold ${milli(cold)}` },
      ];
    },
  },
  peers: () => {
    const cases = fc.sample(denseCases(GROUPS[TANH]), { numRuns: RUNS, seed: SEED });
    const input = { model: 'dense', together: TANH, cases: cases.map((point) => ({ group: TANH, ...point })) };
    return [
      { script: 'torch_gradcheck', input: { ...input, modes: ['slow', 'fast'] } },
      { script: 'hypothesis_campaign', input: { group: TANH, planted: false, runs: RUNS } },
    ];
  },
  targets: (rows) => {
    const times = (peer: string): number => speedup(rowOf(rows, TANH, 'gradcheck'), rowOf(rows, TANH, peer));
    return [
      atLeast('>= 40 times faster than torch slow', 40, times('torch slow'), WHY),
      atLeast('>= 20 times faster than Hypothesis + numpy', 20, times('Hypothesis + numpy'), WHY),
      atLeast(`no slower than the ${NAIVE}`, 1, times(NAIVE), WHY),
    ];
  },
};

/** One loss, averaged over the parameters of all networks: large ones are evaluated more often. */
function meanLoss(name: string, role: 'loss' | 'floor', loss: (params: DenseParams, data: DenseData) => number): Row {
  const cases = fc.sample(denseCases(GROUPS[TANH]), { numRuns: RUNS, seed: SEED });
  const sizes = cases.map(({ params }) => Object.values(params).reduce((sum, { data }) => sum + data.length, 0));
  const seconds = medianTime(() => {
    for (const [c, { params, data }] of cases.entries()) {
      for (let i = 0; i < sizes[c]!; i++) loss(params, data!);
    }
  }, TIMING);
  return { group: TANH, name, role, seconds: seconds / sizes.reduce((sum, size) => sum + size, 0), losses: 1 };
}

const WHY =
  'full mode takes about ten losses an entry where the others take two. Along single entries only what an entry moves is computed again, which is three tenths of the time; ladders of differences are a tenth, the 29 plain losses and 6 gradients of a case with what is read of them a quarter, collection 7%, generation 5%, labels 3%, and the rest is spread thin over results and options (node --cpu-prof). Less needs fewer losses, and fewer lose power (docs/decisions); the row of the screen shows what that gives.';

const milli = (seconds: number): string => `${Math.round(1e3 * seconds)} ms`;

function campaign(group: string, mode?: 'screen'): readonly Row[] {
  const cases = denseCases(GROUPS[group]);
  const run = () => checkProperty(denseNetwork, cases, { numRuns: RUNS, seed: SEED, ...(mode && { mode }) });
  const cold = once(run);
  const { ok, complaint, runs, evaluations, resolution } = run();
  if (!ok) throw new Error(complaint);
  const { loss: losses, gradient: gradients } = evaluations;
  const note = `${runs.agrees} agree, ${runs.kink} kinks, ${runs.unresolved} unresolved, resolution ${formatError(resolution)}; cold ${milli(cold)}`;
  const name = mode === undefined ? 'gradcheck' : SCREEN;
  return [{ group, name, role: 'gradcheck', seconds: medianTime(run, TIMING), losses, gradients, note }];
}
