import type { Diagnosis } from '../../results.ts';
import type { PointEvidence } from '../evidence.ts';
import { expectedClaim } from './expected-claim.ts';
import type { Network } from './network.ts';
import { recognise } from './recognise.ts';
import type { Slip } from './slip.ts';
import { slipsOf } from './slips-of.ts';

/** Decimals of the differences that a mistake must explain beyond a chance fit. */
const ENOUGH = 6;
const MOST = 5;
const ROUNDING = 1e-9;
const MARGIN = 2;

/**
 * Looks for the one mistake in the backward pass of a dense network that gives the claimed gradient. The network is recognised
 * by its right gradient, then the claim is compared with what each mistake would give.
 *
 * @param blame - The blocks that disagree.
 * @param settled - Those of them that have another cause of their own: they are left out where no mistake explains all.
 */
export function networkSlip(
  point: PointEvidence,
  blame: readonly string[],
  settled: readonly string[],
): { readonly diagnosis: Diagnosis; readonly explained: readonly string[] } | undefined {
  const views = (settled.length === 0 ? [[]] : [[], settled])
    .map((apart) => ({ apart, open: blame.filter((name) => !apart.includes(name)) }))
    .filter(({ open }) => wrongIn(point, open) * MOST >= ENOUGH);
  if (views.length === 0) return undefined;
  const numbers = point.names.scalars.map(({ value }) => value);
  let tried = 0;
  for (const recognised of recognise(point, blame)) {
    const slips = slipsOf(recognised.network, numbers);
    tried += slips.length;
    const expected = slips.map((slip) => ({ slip, claim: expectedClaim(recognised, slip, point, views[0]!.open) }));
    for (const { apart, open } of views) {
      const found = expected.flatMap(({ slip, claim }) => {
        const fit = fitOf(claim, slip, point, open, apart);
        return fit && fit.told - Math.log10(tried) >= ENOUGH ? [{ slip, off: fit.off }] : [];
      });
      if (found.length > 0) return { diagnosis: stated(recognised.network, found, open), explained: open };
    }
  }
  return undefined;
}

interface Found {
  readonly slip: Slip;
  readonly off: number;
}

function stated(network: Network, [best, ...others]: readonly Found[], open: readonly string[]): Diagnosis {
  const { slip, off } = best!;
  const next = others.find((other) => other.slip.kind !== slip.kind);
  return {
    kind: slip.kind,
    block: open[0]!,
    message: say(network, slip, open, off),
    evidence: {
      activation: network.activation.name,
      loss: network.head.name,
      layers: slip.at.map((l) => l + 1).join(' '),
      residual: off,
      ...(next ? { alternative: say(network, next.slip, open, next.off), alternativeKind: next.slip.kind } : {}),
    },
  };
}

/** How many entries are wrong, each of which tells a few decimals at the most. */
function wrongIn({ blocks }: PointEvidence, open: readonly string[]): number {
  return blocks
    .filter(({ block }) => open.includes(block.name))
    .reduce((count, { entries }) => count + entries.filter(({ wrong }) => wrong).length, 0);
}

/** How many decimals of the differences a mistake explains, and how far off it is at most; undefined where it does not fit. */
function fitOf(
  expected: Float64Array,
  slip: Slip,
  point: PointEvidence,
  open: readonly string[],
  apart: readonly string[],
): { readonly told: number; readonly off: number } | undefined {
  const least = 1e-12 * expected.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  const decimals = new Map<string, number>();
  let worst = 0;
  for (const { block, entries } of point.blocks) {
    if (apart.includes(block.name)) continue;
    for (const { place, claimed, numeric, bound, wrong } of entries) {
      const value = expected[block.offset + place]!;
      const size = Math.max(Math.abs(value), Math.abs(claimed), Math.abs(numeric));
      const slack = MARGIN * bound + ROUNDING * size + least;
      const off = Math.abs(claimed - value);
      if (!(off <= slack)) return undefined;
      worst = Math.max(worst, off);
      if (!wrong || !open.includes(block.name)) continue;
      const told = Math.log10(Math.abs(claimed - numeric) / (2 * slack));
      decimals.set(`${claimed.toPrecision(6)} ${numeric.toPrecision(6)}`, Math.min(MOST, Math.max(0, told)));
    }
  }
  const told = [...decimals.values()].sort((a, b) => b - a).slice(slip.less ? 1 : 0);
  return { told: told.reduce((a, b) => a + b, 0), off: worst };
}

function say({ layers }: Network, { says, at, kind }: Slip, open: readonly string[], off: number): string {
  const names = open.map((name) => `d${name}`).join(', ');
  const isOutput = at.length === 1 && at[0] === layers.length - 1 && (layers.length === 1 || isOfOutput(kind));
  const backwards = kind.startsWith('derivative') || kind === 'leaky-slope';
  const numbers = at.map((l) => (backwards ? l : l + 1));
  const where = isOutput
    ? ''
    : ` ${backwards ? 'on the way back through' : 'in'} layer${numbers.length > 1 ? 's' : ''} ${numbers.join(', ')}`;
  return `${names}: ${says}${where} (largest residual ${off === 0 ? '0' : off.toExponential(0)})`;
}

function isOfOutput(kind: string): boolean {
  return [
    'targets',
    'output-derivative',
    'output-term',
    'loss-of-another',
    'hinge',
    'hinge-margin',
    'clipped-loss',
    'output-units',
  ].includes(kind);
}
