import { FLOAT32 } from '../differences/arithmetic.ts';
import type { Slope } from '../differences/slope.ts';
import type { BlockVerdict } from '../results.ts';
import type { Steps } from '../stream.ts';
import type { Block } from '../tree.ts';
import type { EntryFinding, Findings, ScreenFinding } from './findings.ts';
import type { Judging } from './judging.ts';
import { type Located, locate } from './locate.ts';
import { louder } from './louder.ts';
import { nudged } from './nudged.ts';
import type { Place } from './place.ts';
import { randomDirection } from './random-direction.ts';
import { slopeAlong } from './slope-along.ts';

const DIRECTIONS = 3;
/** Three rungs give sixth order: with the loss at the point, its noise and its repetition, 24 evaluations in all. */
const RUNGS = 3;
/** Points close by that are looked at from a kink where a claim lies outside of the slopes. */
const NUDGES = 3;
/** How many times more an entry of one block may move than that of another. */
const MOST_UNEQUAL = 1e5;

/** One direction and what came of it. */
interface Probe {
  readonly direction: Float64Array;
  readonly claim: number;
  readonly slope: Slope;
}

interface Screening {
  readonly wrong: boolean;
  readonly kinked: boolean;
  /** Draws a direction as those of the screen. */
  readonly draw: () => Float64Array;
  /** The probe that is furthest off. */
  readonly worst: Probe;
  readonly finding: ScreenFinding;
}

type Outcome = 'agrees' | 'wrong' | 'kink' | 'outside' | 'unresolved';

/**
 * Judges the claimed gradient along three fresh random directions in all parameters; blocks whose own entries are too
 * small to show there get directions of their own. A failure is located down to its entries.
 */
export function* screenCheck(place: Place, settings: Judging, random: () => number): Steps<Findings> {
  const screening = yield* screenBlocks(place, settings, random, place.layout.blocks);
  const { wrong, kinked, finding } = screening;
  if (wrong || kinked) {
    const heard = yield* louder(place);
    if (heard !== undefined) return yield* screenCheck(heard, settings, random);
  }
  if (kinked) return yield* screenNearby(place, settings, random, screening);
  if (!wrong) return { noise: place.noise, analytic: place.gradient, entries: [], screen: finding };
  const located = yield* locate(place, settings, random, screening.draw, startOf(screening));
  const verdict = located.entries.some(isWrong) ? 'disagrees' : 'unresolved';
  return { noise: place.noise, analytic: place.gradient, ...located, screen: { ...finding, verdict } };
}

/** At a kink the slopes along a direction say little: screens points close by, until one shows the wrong entries. */
function* screenNearby(
  place: Place,
  settings: Judging,
  random: () => number,
  { wrong, finding }: Screening,
): Steps<Findings> {
  let located: Located = { entries: [], cleared: [] };
  let right = false;
  for (let n = 0; n < NUDGES && !right; n++) {
    const near = yield* nudged(place, random);
    if (near === undefined) continue;
    const there = yield* screenBlocks(near, settings, random, near.layout.blocks);
    right = !there.wrong && !there.kinked;
    if (there.wrong && !there.kinked) located = yield* locate(near, settings, random, there.draw, startOf(there));
    else if (wrong && there.kinked) located = yield* locate(near, settings, random, there.draw);
    // What lies inside of the slopes here is not looked for any further.
    if (!wrong || located.entries.some(isWrong)) break;
  }
  // Outside of the slopes here and right close by, as automatic differentiation may be where several kinks meet.
  const verdict = located.entries.some(isWrong) ? 'disagrees' : wrong && !right ? 'unresolved' : 'kink';
  return { noise: place.noise, analytic: place.gradient, ...located, screen: { ...finding, verdict } };
}

function isWrong({ verdict }: EntryFinding): boolean {
  return verdict === 'disagrees';
}

function startOf({ worst: { direction, claim, slope } }: Screening) {
  return { direction, residual: claim - slope.value, bound: slope.tight };
}

/** Screens some blocks: all of them together, then those whose own resolution is not what was asked. */
function* screenBlocks(
  place: Place,
  settings: Judging,
  random: () => number,
  blocks: readonly Block[],
): Steps<Screening> {
  const { gradient } = place;
  const sizes = new Map(blocks.map((block) => [block, rms(gradient, block)]));
  const largest = Math.max(...sizes.values());
  // Moves in inverse proportion to the claims, so that an error shows beside those of its own block, however small.
  const weight = (block: Block): number =>
    largest === 0 ? 1 : largest / Math.max(largest / MOST_UNEQUAL, sizes.get(block)!);
  const draw = (): Float64Array => randomDirection(place.at, random, blocks, weight);
  // The gradient is rounded as well, and so are points in float32; both add up at random.
  const single = place.layout.blocks.some(({ type }) => type === 'float32');
  const unit = Math.max(8 * place.arithmetic.unit, single ? FLOAT32.unit : 0);
  const rounding = unit * Math.sqrt(gradient.length) * largest;
  const reach = new Float64Array(gradient.length);
  const resolutionOf = (block: Block): number => reached(reach, gradient, block, sizes.get(block)!);
  let worst: Probe | undefined;
  let wrong = false;
  let kinked = false;
  let unresolved = false;
  for (let n = 0; n < DIRECTIONS; n++) {
    // Sharp along one direction is sharp enough: only the last one must make up for the others.
    const last = n === DIRECTIONS - 1 && !blocks.every((block) => resolutionOf(block) <= settings.resolution);
    let probe = yield* probeAlong(place, settings, draw(), sizes, last);
    let outcome = judgeProbe(probe, settings, rounding);
    if (outcome === 'wrong') {
      // An error estimate from three rungs can be small by chance: believed only where all rungs say the same.
      const { direction } = probe;
      probe = { ...probe, slope: yield* slopeAlong(place, direction) };
      outcome = judgeProbe(probe, settings, rounding);
    }
    wrong ||= outcome === 'wrong' || outcome === 'outside';
    kinked ||= outcome === 'kink' || outcome === 'outside';
    unresolved ||= outcome === 'unresolved';
    if (worst === undefined || difference(probe) > difference(worst)) worst = probe;
    if (probe.slope.kind === 'smooth') widenReach(reach, probe, rounding);
    if (wrong) break;
  }
  const hidden = blocks.length === 1 ? [] : blocks.filter((block) => !(resolutionOf(block) <= settings.resolution));
  const open = blocks.filter((block) => !hidden.includes(block));
  const resolution = Math.max(0, ...open.map(resolutionOf));
  // Where all is 0, the loss stands still: there is no size that an error could be relative to.
  const fine = largest === 0 || resolution <= settings.resolution;
  const verdict: BlockVerdict = wrong ? 'disagrees' : kinked ? 'kink' : unresolved || !fine ? 'unresolved' : 'agrees';
  const { claim, slope } = worst!;
  const verdicts = new Map<string, BlockVerdict>();
  const found = { verdict, analytic: claim, numeric: slope.value, bound: slope.tight, resolution, blocks: verdicts };
  if (wrong || kinked) return { wrong, kinked, draw, worst: worst!, finding: found };
  let coarsest = resolution;
  for (const block of hidden) {
    const own = yield* screenBlocks(place, settings, random, [block]);
    if (own.wrong) return own;
    verdicts.set(block.name, own.finding.verdict);
    coarsest = Math.max(coarsest, own.finding.resolution);
  }
  return { wrong, kinked, draw, worst: worst!, finding: { ...found, resolution: coarsest } };
}

function* probeAlong(
  place: Place,
  settings: Judging,
  direction: Float64Array,
  sizes: ReadonlyMap<Block, number>,
  sharply: boolean,
): Steps<Probe> {
  const { gradient } = place;
  let claim = 0;
  let visible = Number.POSITIVE_INFINITY;
  for (const [{ offset, size }, own] of sizes) {
    let least = Number.POSITIVE_INFINITY;
    for (let i = offset; i < offset + size; i++) {
      claim += gradient[i]! * direction[i]!;
      least = Math.min(least, Math.abs(direction[i]!));
    }
    if (own > 0) visible = Math.min(visible, least * own);
  }
  // Sharp enough to see an error of the asked resolution in the least moved entry.
  const enough = { bound: sharply ? (settings.resolution * visible) / 2 : Number.POSITIVE_INFINITY, rungs: RUNGS };
  // Where every claim is 0 there is no size to see an error beside: as sharp as can be.
  return {
    direction,
    claim,
    slope: yield* slopeAlong(place, direction, Number.isFinite(visible) ? enough : undefined),
  };
}

function judgeProbe({ claim, slope, direction }: Probe, { rtol, atol }: Judging, rounding: number): Outcome {
  if (slope.kind === 'none') return 'unresolved';
  const off = Math.abs(claim - slope.value);
  const allowed =
    rounding +
    rtol * Math.abs(slope.value) +
    (atol === 0 ? 0 : atol * direction.reduce((sum, d) => sum + Math.abs(d), 0));
  if (slope.kind === 'kink') {
    const slack = slope.bound + allowed;
    const inside =
      claim >= Math.min(slope.left, slope.right) - slack && claim <= Math.max(slope.left, slope.right) + slack;
    return inside ? 'kink' : 'outside';
  }
  // Beyond the tight bound a hidden kink could still excuse it; the search for the entries tells.
  return off <= slope.tight + allowed ? 'agrees' : 'wrong';
}

function difference({ claim, slope }: Probe): number {
  return Math.abs(claim - slope.value) / (slope.bound + Number.MIN_VALUE);
}

/** Keeps for every entry the largest share of a direction's bound that its move is. */
function widenReach(reach: Float64Array, { direction, slope }: Probe, rounding: number): void {
  for (let i = 0; i < reach.length; i++) {
    const share = Math.abs(direction[i]!) / (2 * (slope.tight + rounding));
    if (share > reach[i]!) reach[i] = share;
  }
}

/** The smallest error of one entry of a block that some direction would have shown, relative to it or to the rms entry. */
function reached(reach: Float64Array, gradient: Float64Array, { offset, size }: Block, own: number): number {
  let most = 0;
  for (let i = offset; i < offset + size; i++) {
    const scale = Math.max(Math.abs(gradient[i]!), own);
    most = Math.max(most, scale === 0 ? 0 : 1 / (reach[i]! * scale));
  }
  return most;
}

function rms(gradient: Float64Array, { offset, size }: Block): number {
  let squares = 0;
  for (let i = offset; i < offset + size; i++) squares += gradient[i]! ** 2;
  return Math.sqrt(squares / Math.max(1, size));
}
