import type { Diagnosis } from '../results.ts';
import type { Block } from '../tree.ts';
import type { Findings } from '../verdict/findings.ts';

/**
 * The hypothesis that a block of the claimed gradient is a constant times the right one. The factor is fitted by least
 * squares and stands only if every entry keeps to it within the error of its central difference.
 */
export function constantFactor(block: Block, findings: Findings): Diagnosis | undefined {
  const { analytic, numeric, bound } = findings;
  const end = block.offset + block.size;
  let products = 0;
  let squares = 0;
  for (let i = block.offset; i < end; i++) {
    if (findings.verdicts[i] === 'kink' || findings.verdicts[i] === 'unresolved') continue;
    products += analytic[i]! * numeric[i]!;
    squares += numeric[i]! ** 2;
  }
  if (squares === 0) return undefined;
  const factor = rounded(products / squares);
  let residual = 0;
  let told = 0;
  for (let i = block.offset; i < end; i++) {
    if (findings.verdicts[i] === 'kink' || findings.verdicts[i] === 'unresolved') continue;
    const off = Math.abs(analytic[i]! - factor * numeric[i]!);
    if (!(off <= (1 + Math.abs(factor)) * bound[i]! + 1e-9 * Math.abs(factor * numeric[i]!))) return undefined;
    residual = Math.max(residual, off);
    if (Math.abs(numeric[i]!) > 10 * bound[i]!) told++;
  }
  if (told === 0) return undefined;
  const entries = block.size === 1 ? 'its only entry' : `all ${block.size} entries`;
  return {
    kind: factor === 0 ? 'zero' : 'constant-factor',
    block: block.name,
    message:
      factor === 0
        ? `d${block.name} is 0 in ${entries}, its central difference is not`
        : `d${block.name} is ${factor.toFixed(3)} times its central difference in ${entries} (largest residual ${residual.toExponential(0)})`,
    evidence: { factor, residual, entries: block.size },
  };
}

/** A fitted factor within 1e-7 of a short number is that number. */
function rounded(factor: number): number {
  const short = Math.round(factor * 1000) / 1000;
  return Math.abs(factor - short) <= 1e-7 * Math.max(1, Math.abs(factor)) ? short : factor;
}
