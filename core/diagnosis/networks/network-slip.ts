import type { Diagnosis } from '../../results.ts';
import type { PointEvidence } from '../evidence.ts';
import { backSlips } from './back-slips.ts';
import { derivativeSlips } from './derivative-slips.ts';
import { expectedClaim } from './expected-claim.ts';
import type { Network } from './network.ts';
import { outputSlips } from './output-slips.ts';
import { type Recognised, recognise } from './recognise.ts';
import type { Slip } from './slip.ts';
import { sumSlips } from './sum-slips.ts';

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
 * @param apart - Those of them that have another cause of their own, and are left out.
 */
export function networkSlip(
  point: PointEvidence,
  blame: readonly string[],
  apart: readonly string[],
): Diagnosis | undefined {
  const open = blame.filter((name) => !apart.includes(name));
  if (open.length === 0) return undefined;
  const numbers = point.names.scalars.map(({ value }) => value);
  let tried = 0;
  for (const recognised of recognise(point, blame)) {
    const slips = slipsOf(recognised.network, numbers);
    tried += slips.length;
    const fitting = slips.flatMap((slip) => {
      const fit = fitOf(recognised, slip, point, open, apart);
      return fit && fit.told - Math.log10(tried) >= ENOUGH ? [{ slip, off: fit.off }] : [];
    });
    const [best, ...others] = fitting;
    if (best === undefined) continue;
    const { network } = recognised;
    const next = others.find(({ slip }) => slip.kind !== best.slip.kind);
    return {
      kind: best.slip.kind,
      block: open[0]!,
      message: say(network, best.slip, open, best.off),
      evidence: {
        activation: network.activation.name,
        loss: network.head.name,
        layers: best.slip.at.map((l) => l + 1).join(' '),
        residual: best.off,
        ...(next ? { alternative: say(network, next.slip, open, next.off), alternativeKind: next.slip.kind } : {}),
      },
    };
  }
  return undefined;
}

/** From the most usual mistakes to the rare ones: of two that fit, the first is stated. */
function slipsOf(network: Network, numbers: readonly number[]): readonly Slip[] {
  return [
    ...derivativeSlips(network, numbers),
    ...outputSlips(network, numbers),
    ...sumSlips(network),
    ...backSlips(network),
  ];
}

/** How many decimals of the differences a mistake explains, and how far off it is at most; undefined where it does not fit. */
function fitOf(
  recognised: Recognised,
  slip: Slip,
  point: PointEvidence,
  open: readonly string[],
  apart: readonly string[],
): { readonly told: number; readonly off: number } | undefined {
  const expected = expectedClaim(recognised, slip, point, open);
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
