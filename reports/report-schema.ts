import { z } from 'zod';

/** The version of the format; it changes when a reader of the one before could misread it. */
export const REPORT_VERSION = 1;

const count = z.int().min(0);
const exact = z.union([z.number(), z.enum(['NaN', 'Infinity', '-Infinity', '-0'])]);
const verdict = z.enum(['agrees', 'disagrees', 'kink', 'unresolved', 'invalid']);
const json: z.ZodType = z.json();

const runs = z.object({
  asked: count,
  done: count,
  agrees: count,
  disagrees: count,
  kink: count,
  unresolved: count,
  invalid: count,
});

const entry = z.object({ entry: z.string(), analytic: exact, numeric: exact, error: exact, errorBound: exact });

const block = z.object({
  block: z.string(),
  shape: z.array(count),
  verdict,
  wrong: count,
  worst: entry,
  /** Row by row where every entry was judged. */
  entries: z.array(entry.extend({ verdict })),
});

const counterexample = z.object({
  /** As `encode` of gradcheck/reports writes it. */
  case: json,
  verdict,
  reason: z.string().optional(),
  blame: z.array(z.string()),
  diagnoses: z.array(z.object({ kind: z.string(), block: z.string(), message: z.string() })),
  blocks: z.array(block),
  seed: z.int(),
  path: z.string(),
  shrinks: count,
  idle: z.array(z.string()),
});

const property = z.object({
  /** The test file, relative to the root of the project, with slashes. */
  file: z.string(),
  /** The full name of the test. */
  test: z.string(),
  property: z.string(),
  ok: z.boolean(),
  complaint: z.string(),
  runs,
  worst: entry.extend({ verdict }).optional(),
  resolution: exact,
  evaluations: z.object({ loss: count, gradient: count }),
  seed: z.int(),
  milliseconds: z.number().min(0).optional(),
  coverage: z.array(
    z.object({
      label: z.string(),
      runs: count,
      agrees: count,
      disagrees: count,
      kink: count,
      unresolved: count,
      invalid: count,
    }),
  ),
  /** How many cases had their worst error in a decade: -12 stands for 1e-12 up to 1e-11. */
  errors: z.array(z.object({ decade: z.int(), runs: count })),
  notes: z.array(z.string()),
  counterexample: counterexample.optional(),
  /** Planted faults that were caught, of those that are no fault's equal. */
  controls: z.object({ killed: count, of: count, survivors: z.array(z.string()) }).optional(),
  /** The whole report as text. */
  text: z.string(),
});

/** What `gradcheck-report.json` holds. */
export const reportSchema = z.object({
  $schema: z.string().optional(),
  version: z.literal(REPORT_VERSION),
  /** The version of gradcheck that wrote it. */
  gradcheck: z.string(),
  /** Whether all that was asked for was run. */
  complete: z.boolean(),
  /** Test files that broke off or properties that were never heard of again. */
  missing: z.array(z.string()),
  properties: z.array(property),
});

/** A report on the properties of a project. */
export type ReportFile = z.infer<typeof reportSchema>;
/** One property of a {@link ReportFile}. */
export type PropertyRecord = z.infer<typeof property>;
