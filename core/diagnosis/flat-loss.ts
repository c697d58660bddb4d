import type { Diagnosis } from '../results.ts';
import type { BlockEvidence } from './evidence.ts';

/** The loss stands still wherever the claim is wrong: what is clipped or saturated there is not in its gradient. */
export function flatLoss({ block, entries }: BlockEvidence): Diagnosis | undefined {
  const wrong = entries.filter((entry) => entry.wrong);
  if (wrong.length === 0 || !wrong.every(({ numeric, bound }) => Math.abs(numeric) <= bound)) return undefined;
  const most = wrong.reduce((max, { claimed }) => Math.max(max, Math.abs(claimed)), 0);
  const still = wrong.reduce((max, { bound }) => Math.max(max, bound), 0);
  const where =
    block.size === 1
      ? 'its only entry'
      : `${wrong.length === block.size ? 'all' : `${wrong.length} of`} ${block.size} entries`;
  return {
    kind: 'flat-loss',
    block: block.name,
    message: `the loss does not move with ${block.name} in ${where} (central differences are 0 to ${still.toExponential(0)}), d${block.name} is up to ${most.toPrecision(3)}: either the loss is clipped or saturated there and its gradient is not, or these entries should get nothing`,
    evidence: { wrong: wrong.length, entries: entries.length, largest: most },
  };
}
