import { checkGradient } from '../core/check-gradient.ts';
import { denseNetwork } from '../core/models/index.ts';
import type { CheckOptions } from '../core/options.ts';
import type { Case, Problem } from '../core/problem.ts';
import type { GradientCheck, Verdict } from '../core/results.ts';
import { formatCount, formatError } from '../reports/format-number.ts';
import { drawFloat32Network, float32Network } from './float32-network.ts';
import { blackBox, Draw, drawNetwork, REGIMES } from './networks.ts';
import { part, type Section } from './suite.ts';

const SEED = 31;
const VERDICTS: readonly Verdict[] = ['agrees', 'kink', 'unresolved', 'disagrees', 'invalid'];

interface Count {
  readonly counts: Record<Verdict, number>;
  readonly resolutions: number[];
}

/** Right gradients in every regime; each that disagrees or is invalid is a false alarm. */
export function falseAlarms(share: number): Section {
  const rows: string[][] = [];
  const misses: string[] = [];
  let total = 0;
  const add = (name: string, count: Count): void => {
    const { counts, resolutions } = count;
    resolutions.sort((a, b) => a - b);
    const cases = VERDICTS.reduce((sum, verdict) => sum + counts[verdict], 0);
    total += cases;
    const alarms = counts.disagrees + counts.invalid;
    if (alarms > 0) misses.push(`${name}: ${alarms} false alarms in ${formatCount(cases)} networks`);
    rows.push([
      name,
      formatCount(cases),
      ...VERDICTS.map((verdict) => formatCount(counts[verdict])),
      formatError(resolutions[resolutions.length >> 1] ?? Number.NaN),
    ]);
  };
  for (const [r, regime] of REGIMES.entries()) {
    const runs = (count: number, seed: number, problem: Problem<never, never>, options?: CheckOptions): Count => {
      const draw = new Draw(seed);
      return campaign(part(count, share), () =>
        checkGradient(problem, drawNetwork(draw, regime) as Case<never, never>, options),
      );
    };
    add(`${regime}, black box`, runs(2000, SEED + r, blackBox as Problem<never, never>));
    add(`${regime}, frozen branches`, runs(500, SEED + 100 + r, denseNetwork as Problem<never, never>));
    add(`${regime}, screened`, runs(500, SEED + 200 + r, blackBox as Problem<never, never>, { mode: 'screen' }));
  }
  const draw = new Draw(SEED + 300);
  add(
    'float32 throughout',
    campaign(part(1500, share), () => checkGradient(float32Network, drawFloat32Network(draw))),
  );
  add(
    'float32 throughout, screened',
    campaign(part(500, share), () => checkGradient(float32Network, drawFloat32Network(draw), { mode: 'screen' })),
  );
  return {
    title: 'False alarms: random networks in every regime',
    text: `${formatCount(total)} dense networks of 1 to 3 layers with right gradients; seeds from ${SEED}. The resolution is the median over agreeing networks. With no failure in N networks the rate is below 3/N at 95%.`,
    head: ['regime', 'networks', ...VERDICTS, 'resolution'],
    rows,
    misses,
  };
}

function campaign(runs: number, check: () => GradientCheck): Count {
  const counts: Record<Verdict, number> = { agrees: 0, disagrees: 0, kink: 0, unresolved: 0, invalid: 0 };
  const resolutions: number[] = [];
  for (let n = 0; n < runs; n++) {
    const result = check();
    counts[result.verdict]++;
    if (result.verdict === 'agrees') resolutions.push(result.resolution);
  }
  return { counts, resolutions };
}
