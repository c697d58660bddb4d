import { z } from 'zod';
import { baselineSchema } from './gate/baseline-schema.ts';
import { reportSchema } from './report-schema.ts';

const SCHEMAS = {
  'gradcheck-report.schema.json': { title: 'gradcheck report', schema: reportSchema },
  'gradcheck-baseline.schema.json': { title: 'gradcheck baseline', schema: baselineSchema },
} as const;

/**
 * The text of the JSON schemas in the folder `schema` of this package, by file.
 *
 * @example
 * Object.keys(schemaFiles()); // ['gradcheck-report.schema.json', 'gradcheck-baseline.schema.json']
 */
export function schemaFiles(): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(SCHEMAS).map(([file, { title, schema }]) => {
      const { $schema, ...rest } = z.toJSONSchema(schema, { io: 'input' });
      return [file, `${JSON.stringify({ $schema, title, ...rest }, null, 2)}\n`];
    }),
  );
}
