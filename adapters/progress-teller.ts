import type { Progress } from '../properties/property-options.ts';
import { formatCount, formatDuration } from '../reports/format-number.ts';

/** Nobody waits for what is over by then. */
const FIRST = 1000;
const EVERY = 250;

// Taken once, so that a test that fakes its timers later does not stop it.
const clock = performance.now.bind(performance);

/**
 * For the option `progress` of a campaign: says in a few words how far it is, `412 of 1,000 cases, 102,331 losses, 14 s
 * left`, and whether it shrinks. Not in its first second, and then four times a second at the most.
 *
 * @param what - What is counted. Default: cases.
 */
export function progressTeller(
  say: (words: string) => void,
  { what = 'cases', now = clock }: { readonly what?: string; readonly now?: () => number } = {},
): (progress: Progress) => void {
  const start = now();
  let next = FIRST;
  return ({ done, asked, losses, shrinking }) => {
    const spent = now() - start;
    if (spent < next) return;
    next = spent + EVERY;
    if (shrinking)
      return say(`case ${formatCount(done)} of ${formatCount(asked)} failed, shrinking, ${formatCount(losses)} losses`);
    const share = done / asked;
    const left = share > 0 && share < 1 ? `, ${formatDuration((spent / share) * (1 - share))} left` : '';
    say(`${formatCount(done)} of ${formatCount(asked)} ${what}, ${formatCount(losses)} losses${left}`);
  };
}
