import type { Diagnosis } from '../../results.ts';
import type { Fit, JudgedEntry, PointEvidence } from '../evidence.ts';
import { keepsTo } from '../keeps-to.ts';
import { strength } from '../strength.ts';
import { expectedClaim } from './expected-claim.ts';
import type { Network } from './network.ts';
import { recognise } from './recognise.ts';
import type { Slip } from './slip.ts';
import { slipsOf } from './slips-of.ts';

/** Decimals of the differences that a mistake must explain beyond a chance fit. */
const ENOUGH = 6;
/** Entries that can tell so many: one alone cannot. */
const LEAST = 2;
/** What sums lose, relative to the largest entry. */
const ROUNDING = 1e-12;

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
    .map((apart) => ({ open: blame.filter((name) => !apart.includes(name)), entries: entriesOf(point, apart) }))
    .filter(({ entries }) => entries.filter(({ wrong }) => wrong).length >= LEAST);
  if (views.length === 0) return undefined;
  const numbers = point.names.scalars.map(({ value }) => value);
  let tried = 0;
  for (const recognised of recognise(point, blame)) {
    const slips = slipsOf(recognised.network, numbers);
    tried += slips.length;
    const claims = slips.map((slip) => ({ slip, claim: expectedClaim(recognised, slip, point, views[0]!.open) }));
    for (const { open, entries } of views) {
      const found = claims.flatMap(({ slip, claim }) => {
        const keeps = keepsAt(claim);
        const told = strength({ keeps, free: slip.less ? 1 : 0, choices: Math.log10(tried) }, entries);
        return told !== undefined && told >= ENOUGH
          ? [{ slip, off: Math.max(...entries.map((e) => keeps(e).off)) }]
          : [];
      });
      if (found.length > 0) return { diagnosis: stated(recognised.network, found, open), explained: open };
    }
  }
  return undefined;
}

/** The judged entries of all blocks but some, each with its place in the flat gradient. */
function entriesOf({ blocks }: PointEvidence, apart: readonly string[]): readonly JudgedEntry[] {
  return blocks
    .filter(({ block }) => !apart.includes(block.name))
    .flatMap(({ block, entries }) => entries.map((entry) => ({ ...entry, place: block.offset + entry.place })));
}

/** How entries keep to a claim that is expected, by their place in the flat gradient. */
function keepsAt(claim: Float64Array): (entry: JudgedEntry) => Fit {
  const least = ROUNDING * claim.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  return keepsTo(({ place, bound }) => ({ value: claim[place]!, error: bound + least }));
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

function say({ layers }: Network, { says, at, kind, steps }: Slip, open: readonly string[], off: number): string {
  const names = open.map((name) => `d${name}`).join(', ');
  const isOutput = layers.length === 1 || steps.output !== undefined;
  const backwards = kind.startsWith('derivative') || kind === 'leaky-slope';
  const numbers = at.map((l) => (backwards ? l : l + 1));
  const where = isOutput
    ? ''
    : ` ${backwards ? 'on the way back through' : 'in'} layer${numbers.length > 1 ? 's' : ''} ${numbers.join(', ')}`;
  return `${names}: ${says}${where} (largest residual ${off === 0 ? '0' : off.toExponential(0)})`;
}
