import type { Diagnosis } from '../results.ts';
import type { Layout } from '../tree.ts';
import type { Findings } from '../verdict/findings.ts';
import { constantFactor } from './constant-factor.ts';

/** Names the cause of every block that disagrees, where a hypothesis fits. */
export function diagnose({ entries }: Findings, layout: Layout, blame: readonly string[]): readonly Diagnosis[] {
  return layout.blocks
    .filter(({ name }) => blame.includes(name))
    .flatMap((block) => {
      const own = entries.filter(({ index }) => index >= block.offset && index < block.offset + block.size);
      return constantFactor(block, own) ?? [];
    });
}
