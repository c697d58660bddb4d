import type { CurveSeen } from '../core/results.ts';
import { formatError, formatNumber } from './format-number.ts';

/** A gap counts as seen where it is so many times what noise makes of it. */
const CLEAR = 8;
/** So many steps in a row make a law: 4^4 = 256 between the widest and the narrowest. */
const ENOUGH = 5;
const RATIO = 4;
/** How far the ratio of two gaps may be from that of its law. */
const SLACK = 1.3;

/** One rung: a step, how far its central difference is from the claim, and what noise makes of that. */
interface Rung {
  readonly step: number;
  readonly gap: number;
  readonly floor: number;
  /** How far the one-sided differences are apart. */
  readonly sides: number;
}

/**
 * What the differences say, from wide steps to narrow ones, in words; empty where they say nothing for sure.
 *
 * A gap to the claim that stays whatever the step is the gradient's; one that falls as h^2 was truncation; two sides that
 * stay apart are a kink; a gap that grows as 1/h is a loss that jumps. Gaps within eight times the noise are not looked at.
 *
 * @example
 * const report = checkProperty({ loss: (w: number) => w ** 3, gradient: (w: number) => 4 * w ** 2 }, fc.constant({ params: 1 }));
 * ladderText(report.curve!).endsWith('flat in h, a wrong gradient'); // true
 */
export function ladderText(curve: CurveSeen): string {
  const rungs = rungsOf(curve);
  const clear = rungs.filter(({ gap, floor }) => gap > CLEAR * floor);
  const sides = lastLaw(
    rungs.filter(({ sides, floor }) => sides > 2 * CLEAR * floor),
    ({ sides }) => sides,
    1,
  );
  const flat = lastLaw(clear, ({ gap }) => gap, 1);
  const jump = lastLaw(clear, ({ gap }) => gap, 1 / RATIO);
  const words: string[] = [];
  if (sides !== undefined && reachesEnd(sides, rungs)) {
    words.push(`the slopes left and right stay ${formatNumber(sides.at(-1)!.sides, 3)} apart ${over(sides)}: a kink`);
  } else if (jump !== undefined && reachesEnd(jump, clear)) {
    words.push(`central differences grow as 1/h ${over(jump)}: the loss jumps here, or is noisier than was measured`);
  } else if (flat !== undefined && reachesEnd(flat, clear)) {
    const falls = truncation(clear, flat);
    if (falls !== '') words.push(falls);
    const gap = formatNumber(flat.at(-1)!.gap, 3);
    words.push(`central differences stay ${gap} off the claim ${over(flat)}: flat in h, a wrong gradient`);
  } else if (flat === undefined) {
    const falls = truncation(clear);
    if (falls !== '') words.push(`${falls}${meeting(rungs)}`);
  }
  return words.length === 0 ? '' : `${curve.entry}: ${words.join('; ')}`;
}

function rungsOf({ points, analytic, noise, loss }: CurveSeen): readonly Rung[] {
  return points
    .map(({ step, left, right, central }) => ({
      step,
      gap: Math.abs(central - analytic),
      floor: Math.max(noise, Number.EPSILON * Math.abs(loss)) / step + Number.EPSILON * Math.abs(analytic),
      sides: Math.abs(right - left),
    }))
    .filter(({ gap, sides, floor }) => Number.isFinite(gap) && Number.isFinite(sides) && Number.isFinite(floor));
}

/** The last run of neighbours of which each is `ratio` times the next; undefined where it is too short for a law. */
function lastLaw(rungs: readonly Rung[], of: (rung: Rung) => number, ratio: number): readonly Rung[] | undefined {
  let end = rungs.length;
  while (end >= ENOUGH) {
    let start = end - 1;
    while (start > 0 && follows(rungs[start - 1]!, rungs[start]!, of, ratio)) start--;
    if (end - start >= ENOUGH) return rungs.slice(start, end);
    end = start === end - 1 ? end - 1 : start + 1;
  }
  return undefined;
}

function follows(wide: Rung, narrow: Rung, of: (rung: Rung) => number, ratio: number): boolean {
  const isNext = Math.abs(wide.step / narrow.step - RATIO) < 1e-6;
  const off = of(wide) / of(narrow) / ratio;
  return isNext && off < SLACK && off > 1 / SLACK;
}

/** Whether nothing that can be seen at narrower steps speaks against a law. */
function reachesEnd(law: readonly Rung[], rungs: readonly Rung[]): boolean {
  const narrowest = law.at(-1)!.step;
  return rungs.every(({ step, sides, floor, gap }) => step >= narrowest || Math.max(sides, gap) <= 2 * CLEAR * floor);
}

/** Three rungs that fall as h^2, before a law that follows on them. */
function truncation(clear: readonly Rung[], before?: readonly Rung[]): string {
  const wide = before === undefined ? clear : clear.filter(({ step }) => step > before[0]!.step);
  const settled = before?.at(-1)?.gap ?? 0;
  const falling: Rung[] = [];
  for (const rung of wide) {
    const net = { ...rung, gap: Math.abs(rung.gap - settled) };
    const last = falling.at(-1);
    if (last !== undefined && !follows(last, net, ({ gap }) => gap, RATIO ** 2)) {
      if (falling.length >= 3) break;
      falling.length = 0;
    }
    falling.push(net);
  }
  return falling.length < 3 ? '' : `the error of central differences falls as h^2 ${over(falling)}: truncation`;
}

function meeting(rungs: readonly Rung[]): string {
  const [best] = rungs.filter(({ gap, floor }) => gap <= CLEAR * floor);
  if (best === undefined) return '';
  return `, and is within the noise from h = ${formatError(best.step)} on`;
}

function over(law: readonly Rung[]): string {
  return `from h = ${formatError(law[0]!.step)} to ${formatError(law.at(-1)!.step)}`;
}
