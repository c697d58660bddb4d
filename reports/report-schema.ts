import { z } from 'zod';
import type { CoverageRow, Evaluations, Runs, Verdict } from '../core/results.ts';
import type { ExactNumber } from './exact-number.ts';

/** The version of the format; it changes when a reader of the one before could misread it. */
export const REPORT_VERSION = 1 as const;

/** One entry of a gradient beside its central difference. */
export interface EntryRecord {
  readonly entry: string;
  readonly analytic: ExactNumber;
  readonly numeric: ExactNumber;
  readonly error: ExactNumber;
  readonly errorBound: ExactNumber;
}

/** One block of the parameters. */
export interface BlockRecord {
  readonly block: string;
  readonly shape: number[];
  readonly verdict: Verdict;
  readonly wrong: number;
  readonly worst: EntryRecord;
  readonly entries: (EntryRecord & { readonly verdict: Verdict })[];
  /** All its entries in their order, where all are known; `wrong` holds the places of those that disagree. */
  readonly all?:
    | { readonly analytic: ExactNumber[]; readonly numeric: ExactNumber[]; readonly wrong: number[] }
    | undefined;
}

/** The minimal case of a failure. */
export interface CounterexampleRecord {
  /** As `encode` of gradcheck/reports writes it. */
  readonly case: unknown;
  readonly verdict: Verdict;
  readonly reason?: string | undefined;
  readonly blame: string[];
  readonly diagnoses: { readonly kind: string; readonly block: string; readonly message: string }[];
  /** Those of the case that failed first, which is larger and shows more. */
  readonly firstDiagnoses?: { readonly kind: string; readonly block: string; readonly message: string }[] | undefined;
  readonly blocks: BlockRecord[];
  readonly seed: number;
  readonly path: string;
  readonly shrinks: number;
  /** Values that do not matter. */
  readonly idle: string[];
}

/** The differences in the worst entry from wide steps to narrow ones, as in `StepCurve`. */
export interface CurveRecord {
  readonly entry: string;
  readonly analytic: ExactNumber;
  readonly noise: ExactNumber;
  readonly points: {
    readonly step: number;
    readonly left: ExactNumber;
    readonly right: ExactNumber;
    readonly central: ExactNumber;
    readonly extrapolated: ExactNumber;
  }[];
}

/** One property of a {@link ReportFile}. */
export interface PropertyRecord {
  /** The test file, relative to the root of the project, with slashes. */
  readonly file: string;
  /** The full name of the test. */
  readonly test: string;
  readonly property: string;
  readonly ok: boolean;
  /** Why it is no pass; empty when it is one. */
  readonly complaint: string;
  readonly runs: Runs;
  readonly worst?: (EntryRecord & { readonly verdict: Verdict }) | undefined;
  readonly resolution: ExactNumber;
  readonly evaluations: Evaluations;
  readonly seed: number;
  readonly milliseconds?: number | undefined;
  readonly coverage: CoverageRow[];
  /** How many cases had their worst error in a decade: -12 stands for 1e-12 up to 1e-11. */
  readonly errors: { readonly decade: number; readonly runs: number }[];
  readonly curve?: CurveRecord | undefined;
  readonly notes: string[];
  readonly counterexample?: CounterexampleRecord | undefined;
  /** Planted faults that were caught, of those that are no right gradient in disguise. */
  readonly controls?: { readonly killed: number; readonly of: number; readonly survivors: string[] } | undefined;
  /** The whole report as text. */
  readonly text: string;
}

/** The part of a run that was split: the `index`-th of `count`, from 1. */
export interface ShardRecord {
  readonly index: number;
  readonly count: number;
}

/** A report on the properties of a project: `gradcheck-report.json`. */
export interface ReportFile {
  readonly $schema?: string | undefined;
  readonly version: typeof REPORT_VERSION;
  /** The version of gradcheck that wrote it. */
  readonly gradcheck: string;
  /** Whether all that was asked for was run. */
  readonly complete: boolean;
  /** Test files that broke off, and properties that were never heard of again. */
  readonly missing: string[];
  /** Left out where the whole was run. */
  readonly shard?: ShardRecord | undefined;
  readonly properties: PropertyRecord[];
}

const count = z.int().min(0);
const exact = z.union([z.number(), z.enum(['NaN', 'Infinity', '-Infinity', '-0'])]);
const verdict = z.enum(['agrees', 'disagrees', 'kink', 'unresolved', 'invalid']);
const json = z.json();

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
  entries: z.array(entry.extend({ verdict })),
  all: z.object({ analytic: z.array(exact), numeric: z.array(exact), wrong: z.array(count) }).optional(),
});

const diagnosis = z.object({ kind: z.string(), block: z.string(), message: z.string() });

const counterexample = z.object({
  case: json,
  verdict,
  reason: z.string().optional(),
  blame: z.array(z.string()),
  diagnoses: z.array(diagnosis),
  firstDiagnoses: z.array(diagnosis).optional(),
  blocks: z.array(block),
  seed: z.int(),
  path: z.string(),
  shrinks: count,
  idle: z.array(z.string()),
});

const curve = z.object({
  entry: z.string(),
  analytic: exact,
  noise: exact,
  points: z.array(z.object({ step: z.number(), left: exact, right: exact, central: exact, extrapolated: exact })),
});

const property = z.object({
  file: z.string(),
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
  errors: z.array(z.object({ decade: z.int(), runs: count })),
  curve: curve.optional(),
  notes: z.array(z.string()),
  counterexample: counterexample.optional(),
  controls: z.object({ killed: count, of: count, survivors: z.array(z.string()) }).optional(),
  text: z.string(),
});

/** What `gradcheck-report.json` must hold. */
export const reportSchema: z.ZodType<ReportFile> = z.object({
  $schema: z.string().optional(),
  version: z.literal(REPORT_VERSION),
  gradcheck: z.string(),
  complete: z.boolean(),
  missing: z.array(z.string()),
  shard: z.object({ index: z.int().min(1), count: z.int().min(1) }).optional(),
  properties: z.array(property),
});
