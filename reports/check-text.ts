import { listed } from '../core/describe.ts';
import type { CheckOptions } from '../core/options.ts';
import type { Case } from '../core/problem.ts';
import type { BlockCheck, GradientCheck } from '../core/results.ts';
import { blockMap } from './block-map.ts';
import { entryTable } from './entry-table.ts';
import { formatCount, formatError } from './format-number.ts';
import { indent, shortened } from './table.ts';
import { toCode } from './to-code.ts';
import { wrapped } from './wrapped.ts';

const SHOWN_MAPS = 4;
const MAP_NAME = 30;
/** Without the two spaces before every line. */
const WIDTH = 78;
const SHOWN_CAUSES = 8;

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
  if (point !== undefined) parts.push(indent(`case: ${toCode(point)}`));
  if (options.seed !== undefined) parts.push(indent(`seed: ${options.seed}`));
  return parts.filter((part) => part !== '').join('\n\n');
}

function headline(check: GradientCheck, title: string): string {
  switch (check.verdict) {
    case 'agrees':
      return `${title} agrees with its loss; an error of ${formatError(check.resolution)} would have been caught`;
    case 'disagrees':
      return `${title} disagrees: ${listed(check.blame)}`;
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
  if (check.verdict === 'invalid') return indent(said(check.message));
  const causes = [
    ...check.diagnoses
      .slice(0, SHOWN_CAUSES)
      .flatMap(({ message, evidence: { alternative } }) => [
        said(message),
        ...(alternative ? [indent(said(`or: ${alternative}`))] : []),
      ]),
    ...more(check.diagnoses.slice(SHOWN_CAUSES).map(({ block }) => `d${block}`)),
  ].join('\n');
  const { loss, gradient } = check.evaluations;
  const spent = `${formatCount(loss)} losses, ${formatCount(gradient)} gradients; noise of the loss ${formatError(check.noise)}`;
  const notes = check.notes.map((note) => said(`note: ${note}`)).join('\n');
  return [causes, entryTable(check.blocks), blockMaps(check.blocks), notes, spent]
    .filter((part) => part !== '')
    .map((part) => indent(part))
    .join('\n\n');
}

/** Where the wrong entries stand, block after block. */
function blockMaps(blocks: readonly BlockCheck[]): string {
  const maps = blocks
    .map((block) => ({ name: shortened(`d${block.block}`, MAP_NAME), map: blockMap(block) }))
    .filter(({ map }) => map !== '');
  return [
    ...maps
      .slice(0, SHOWN_MAPS)
      .map(({ name, map }) => `${name}  ${map.replaceAll('\n', `\n${' '.repeat(name.length + 2)}`)}`),
    ...more(maps.slice(SHOWN_MAPS).map(({ name }) => name)),
  ].join('\n');
}

function more(names: readonly string[]): readonly string[] {
  return names.length === 0 ? [] : [said(`and ${formatCount(names.length)} more: ${listed(names)}`)];
}

/** A sentence, which may have lines of its own, such as an error of the user's. */
function said(text: string): string {
  return text.includes('\n') ? text : wrapped(text, WIDTH);
}
