import type { Diagnosis } from '../results.ts';
import type { BlockEvidence, PointEvidence } from './evidence.ts';

/** How near a multiple is to be, relative to the largest entry, and how far off it is one no more: float32 rounds. */
const NEAR = 1e-4;
const FAR = 1e-2;

/**
 * A backward pass is linear in its cotangent. One that answers a multiple of it otherwise says by how much what it does
 * with it: nothing, a square, an absolute value.
 */
export function upstream(
  { block, entries }: BlockEvidence,
  { claimed, upstream }: PointEvidence,
): Diagnosis | undefined {
  const { offset, size, name } = block;
  if (upstream?.claimed === undefined || !entries.some(({ wrong }) => wrong)) return undefined;
  const { times } = upstream;
  const before = claimed.subarray(offset, offset + size);
  const after = upstream.claimed.subarray(offset, offset + size);
  const most = before.reduce((max, x) => Math.max(max, Math.abs(x)), 0);
  const off = (factor: number): number =>
    before.reduce((max, x, i) => Math.max(max, Math.abs(after[i]! - factor * x)), 0) / most;
  if (most === 0 || !(off(times) > FAR)) return undefined;
  const said = (kind: string, does: string, factor: number | string): Diagnosis => ({
    kind,
    block: name,
    message: `d${name} ${does} when the cotangent is multiplied by ${times}, not ${times} times itself`,
    evidence: { times, factor },
  });
  if (off(1) < NEAR) return said('upstream-ones', 'ignores the cotangent, or takes it as ones: it stays as it is', 1);
  if (off(times ** 2) < NEAR)
    return said('upstream-squared', `squares the cotangent: it is ${times ** 2} times itself`, times ** 2);
  if (off(-times) < NEAR)
    return said('upstream-sign', `loses the sign of the cotangent: it is ${-times} times itself`, -times);
  return said(
    'upstream-nonlinear',
    'is not linear in the cotangent, a part of it ignores it or is no product with it: it is no multiple of itself',
    'none',
  );
}
