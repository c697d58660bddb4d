import { type FileKind, parseJson } from '../parse-json.ts';
import { validated } from '../validated.ts';
import { type Baseline, baselineSchema } from './baseline-schema.ts';

const KIND = {
  called: 'baseline',
  advice: 'mend it or restore an older one; `gradcheck gate --update` writes one where there is none',
  version: 1,
} as const satisfies FileKind & { version: number };

/**
 * Reads what a `gradcheck-baseline.json` says.
 *
 * @param name - The file, for the error.
 * @throws UsageError that names the file and the first place that is not as the schema says.
 */
export function readBaseline(text: string, name: string): Baseline {
  return validated(baselineSchema, parseJson(text, name, KIND), name, KIND);
}
