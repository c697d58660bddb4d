import type { CheckOptions } from '../core/options.ts';
import type { Case } from '../core/problem.ts';
import type { BlockCheck, EntryCheck, GradientCheck } from '../core/results.ts';
import { blockMap } from './block-map.ts';
import { formatCount, formatError, formatNumber } from './format-number.ts';
import { indent, table } from './table.ts';
import { toCode } from './to-code.ts';

const SHOWN_ENTRIES = 3;

/**
 * The report on one check as text: verdict, named causes, blocks with their worst entries, the case as code.
 *
 * @param title - What was checked. Default: `gradient`.
 * @example
 * const check = checkGradient({ loss: (w: number) => w ** 2, gradient: (w: number) => 4 * w }, { params: 3 });
 * checkText(check, { params: 3 }).split('\n')[0]; // 'gradient disagrees: params'
 */
export function checkText(check: GradientCheck, point?: Case, options: CheckOptions = {}, title = 'gradient'): string {
  const parts = [headline(check, title), checkDetails(check)];
  if (point !== undefined) parts.push(indent(`case: ${toCode(point, '  ')}`));
  if (options.seed !== undefined) parts.push(indent(`seed: ${options.seed}`));
  return parts.filter((part) => part !== '').join('\n\n');
}

function headline(check: GradientCheck, title: string): string {
  switch (check.verdict) {
    case 'agrees':
      return `${title} agrees with its loss; an error of ${formatError(check.resolution)} would have been caught`;
    case 'disagrees':
      return `${title} disagrees: ${check.blame.join(', ')}`;
    case 'kink':
      return `${title} is at a kink: not differentiable here, the claim is a valid subgradient or cannot be judged`;
    case 'unresolved':
      return `${title} is unresolved: noise hides the answer at the resolution asked`;
    case 'invalid':
      return `${title} is invalid (${check.reason})`;
  }
}

/** Causes, blocks and entries of a check, without headline and case. */
export function checkDetails(check: GradientCheck): string {
  if (check.verdict === 'invalid') return indent(check.message);
  const causes = check.diagnoses
    .flatMap(({ message, evidence: { alternative } }) => [message, ...(alternative ? [`  or: ${alternative}`] : [])])
    .join('\n');
  const { loss, gradient } = check.evaluations;
  const spent = `${formatCount(loss)} losses, ${formatCount(gradient)} gradients; noise of the loss ${formatError(check.noise)}`;
  const notes = check.notes.map((note) => `note: ${note}`).join('\n');
  return [causes, blockTable(check.blocks), blockMaps(check.blocks), notes, spent]
    .filter((part) => part !== '')
    .map((part) => indent(part))
    .join('\n\n');
}

function blockTable(blocks: readonly BlockCheck[]): string {
  const rows = blocks.flatMap((block) => {
    const shown = block.verdict === 'disagrees' ? block.entries.filter(({ verdict }) => verdict === 'disagrees') : [];
    const entries = shown.length === 0 ? [block.worst] : shown.slice(0, SHOWN_ENTRIES);
    return entries.map((entry, i) => [
      i === 0 ? `d${block.block}` : '',
      i === 0 ? (block.verdict === 'disagrees' ? `disagrees in ${block.wrong} of ${block.size}` : block.verdict) : '',
      ...entryCells(entry),
    ]);
  });
  return table(['', '', 'entry', 'analytic', 'central difference', 'ratio'], rows);
}

/** Where the wrong entries stand, block after block. */
function blockMaps(blocks: readonly BlockCheck[]): string {
  return blocks
    .map((block) => ({ name: `d${block.block}`, map: blockMap(block) }))
    .filter(({ map }) => map !== '')
    .map(({ name, map }) => `${name}  ${map.replaceAll('\n', `\n${' '.repeat(name.length + 2)}`)}`)
    .join('\n');
}

/** Three decimals; as many digits as tell it from 1, and an exponent where three decimals would say nothing. */
function formatRatio(ratio: number): string {
  if (!Number.isFinite(ratio)) return '';
  const off = Math.abs(ratio - 1);
  if (off > 1e-9 && off < 5e-4) return formatNumber(ratio, 10);
  return ratio === 0 || (Math.abs(ratio) >= 5e-4 && Math.abs(ratio) < 1e6) ? ratio.toFixed(3) : formatNumber(ratio, 3);
}

function entryCells({ entry, analytic, numeric, errorBound, ratio, slopes }: EntryCheck): string[] {
  const central = slopes
    ? `${formatNumber(slopes.left)} left, ${formatNumber(slopes.right)} right`
    : `${formatNumber(numeric)} +- ${formatError(errorBound)}`;
  return [entry, formatNumber(analytic), central, formatRatio(ratio)];
}
