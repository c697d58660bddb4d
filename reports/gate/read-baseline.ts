import { parsed } from '../read-report.ts';
import { validated } from '../validated.ts';
import { type Baseline, baselineSchema } from './baseline-schema.ts';

/**
 * Reads what a `gradcheck-baseline.json` says.
 *
 * @param name - The file, for the error.
 * @throws {@link UsageError} that names the file and the first place that is not as the schema says.
 */
export function readBaseline(text: string, name: string): Baseline {
  return validated(baselineSchema, parsed(text, name), name);
}
