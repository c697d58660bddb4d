import { sigmoid } from '../../models/sigmoid.ts';
import type { Head } from './head.ts';
import type { Targets } from './read-targets.ts';
import { sigmoidCrossEntropy } from './sigmoid-heads.ts';
import { softmax, softmaxCrossEntropy } from './softmax-head.ts';
import type { Table } from './table.ts';

/** Where code clips probabilities, so that their logarithm stays finite. */
const THRESHOLDS: readonly number[] = [1e-15, 1e-12, 1e-10, 1e-9, 1e-8, 1e-7, 1e-6, 1e-5, 1e-4, 1e-3];

/**
 * Cross-entropies of clipped probabilities, which stand still where these are beyond a threshold. Only thresholds that some
 * probability of the case is beyond are of use.
 *
 * @param logits - [m, K].
 */
export function clippedHeads(logits: Table, targets: Targets): readonly Head[] {
  const seen = new Set<string>(['']);
  return [...(targets.oneHot ? [ofSoftmax] : []), ofSigmoid].flatMap((cut) =>
    THRESHOLDS.flatMap((threshold) => {
      const { head, isCut } = cut(threshold);
      const pattern = logits
        .flatMap((z, i) => z.map((_, k) => (isCut(z, targets.values[i]!, k) ? `${i},${k}` : '')))
        .join('');
      if (pattern === '' || seen.has(cut.name + pattern)) return [];
      seen.add(cut.name + pattern);
      return [head];
    }),
  );
}

interface Clipped {
  readonly head: Head;
  readonly isCut: (z: readonly number[], t: readonly number[], k: number) => boolean;
}

function ofSoftmax(threshold: number): Clipped {
  return clipped(softmaxCrossEntropy, threshold, (z, t) => softmax(z)[t.indexOf(1)]! < threshold);
}

function ofSigmoid(threshold: number): Clipped {
  return clipped(sigmoidCrossEntropy, threshold, (z, _, k) => sigmoid(-Math.abs(z[k]!)) < threshold);
}

function clipped(head: Head, threshold: number, isCut: Clipped['isCut']): Clipped {
  const name = `${head.name} clipped near ${threshold}`;
  return {
    isCut,
    head: {
      ...head,
      name,
      error: (z, t) => head.error(z, t).map((x, k) => (isCut(z, t, k) ? 0 : x)),
      slips: [
        {
          kind: 'clipped-loss',
          says: `the loss is clipped where a probability is below ${threshold} or so, its gradient is not`,
          error: head.error,
        },
      ],
    },
  };
}
