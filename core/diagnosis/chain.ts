import type { Diagnosis } from '../results.ts';
import type { BlockEvidence, PointEvidence } from './evidence.ts';
import { type Layer, layersOf } from './layers-of.ts';

/**
 * The pattern of an error that is passed down a network: the layers above are right, and from one layer down every block is
 * wrong. It is read from whole blocks, so it stands beside what is known of each of them.
 */
export function chain(point: PointEvidence): Diagnosis | undefined {
  const layers = layersOf(point);
  if (layers === undefined) return undefined;
  const top = layers.findLastIndex((layer) => layer.blocks.some(isWrong));
  const guilty = layers.slice(0, top + 1);
  // Weights that are wrong alone are so by themselves.
  if (!layers[top]!.biased || !isWrongAllOver(layers[top]!) || blocksOf(guilty).some(isRight)) return undefined;
  const names = (some: readonly Layer[]): string =>
    blocksOf(some)
      .map(({ block }) => block.name)
      .join(', ');
  const block = layers[top]!.blocks[0]!.block.name;
  if (top === layers.length - 1) {
    return {
      kind: 'output-error',
      block,
      message: `every block is wrong, the last layer (${names(guilty.slice(-1))}) as well: a wrong error of the outputs would show like this, or other parameters than those of the loss`,
      evidence: { layers: layers.length },
    };
  }
  return {
    kind: 'chain',
    block,
    message: `right in ${names(layers.slice(top + 1))}, wrong from ${block} down (${names(guilty)}): so is what comes back from layer ${top + 2} (its weights, or the derivative below it)`,
    evidence: { layer: top + 1, layers: layers.length },
  };
}

function blocksOf(layers: readonly Layer[]): readonly BlockEvidence[] {
  return layers.flatMap(({ blocks }) => blocks);
}

/** Wrong in weights and bias, and a bias that is a column of the weights is wrong where its other columns are. */
function isWrongAllOver({ blocks }: Layer): boolean {
  if (!blocks.every(isWrong)) return false;
  const [first] = blocks;
  if (blocks.length > 1) return true;
  const columns = Array.from({ length: first!.columns }, (_, column) => ({
    ...first!,
    entries: first!.entries.filter((entry) => entry.column === column),
  }));
  return !columns.some(isRight);
}

function isWrong({ entries }: BlockEvidence): boolean {
  return entries.some(({ wrong }) => wrong);
}

/** Right where an error would show: not just 0. */
function isRight(evidence: BlockEvidence): boolean {
  return !isWrong(evidence) && evidence.entries.some(({ numeric, bound }) => Math.abs(numeric) > 10 * bound);
}
