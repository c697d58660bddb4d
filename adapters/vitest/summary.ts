import { formatCount, formatError } from '../../reports/format-number.ts';
import type { GradientMeta } from './gradient-meta.ts';

const VERDICTS = ['agrees', 'disagrees', 'kink', 'unresolved', 'invalid'] as const;

/** What came of a test of a gradient, in one line. */
export function summary({ verdict, runs, evaluations, resolution, worst, seed, controls }: GradientMeta): string {
  const counts = VERDICTS.filter((kind) => runs[kind] > 0).map((kind) => `${formatCount(runs[kind])} ${kind}`);
  return [
    `${verdict}: ${formatCount(runs.done)} of ${formatCount(runs.asked)} cases (${counts.join(', ')})`,
    `${formatCount(evaluations.loss)} losses`,
    ...(worst ? [`worst error ${formatError(Number(worst.error))}`] : []),
    ...(runs.agrees > 0 ? [`resolution ${formatError(Number(resolution))}`] : []),
    ...(controls ? [`${formatCount(controls.killed)} of ${formatCount(controls.of)} planted faults caught`] : []),
    `seed ${seed}`,
  ].join(', ');
}
