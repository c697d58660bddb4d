import type fc from 'fast-check';
import { UsageError } from '../../core/errors.ts';
import type { Case } from '../../core/problem.ts';
import { casesLike } from '../../generators/cases-like.ts';
import type { Exports } from './exports.ts';

/**
 * The cases that a file exports, or cases like its example.
 *
 * @throws {@link UsageError} where it has neither.
 */
export function casesFrom(file: string, { cases, example }: Exports): fc.Arbitrary<Case> {
  if (cases !== undefined) return cases;
  if (example !== undefined) return casesLike(example.params, example.data);
  throw new UsageError(`${file}: export \`params\` (and \`data\`), an example of a case, or \`cases\`, an arbitrary`);
}
