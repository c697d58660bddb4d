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

/** A drawn case, as in `CaseSeen`. */
export interface CaseRecord {
  readonly verdict: Verdict;
  readonly failed: boolean;
  readonly because: string;
  readonly shown: string;
  readonly shapes: Record<string, string>;
  readonly regime?: string | undefined;
  readonly labels: string[];
  readonly error: ExactNumber;
  readonly evaluations: Evaluations;
  readonly milliseconds: number;
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
  /** The drawn cases in their order, where observations were asked for. */
  readonly cases?: CaseRecord[] | undefined;
  readonly notes: string[];
  readonly counterexample?: CounterexampleRecord | undefined;
  /** Planted faults that were caught, of those that are no right gradient in disguise. */
  readonly controls?: { readonly killed: number; readonly of: number; readonly survivors: string[] } | undefined;
  /** The whole report as text. */
  readonly text: string;
  /** Where a part of the campaign was run: its report as `encode` writes it, from which that of the whole is made. */
  readonly part?: (ShardRecord & { readonly report: unknown }) | undefined;
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
/** Any JSON: read as it is, so that no key of it is lost. */
const json = z.unknown().refine((value) => value !== undefined, 'expected a value');

const verdicts = { agrees: count, disagrees: count, kink: count, unresolved: count, invalid: count };

function sum({ agrees, disagrees, kink, unresolved, invalid }: Readonly<Record<Verdict, number>>): number {
  return agrees + disagrees + kink + unresolved + invalid;
}

const runs = z
  .looseObject({ asked: count, done: count, ...verdicts })
  .refine((row) => sum(row) === row.done, 'the verdicts do not add up to the cases done')
  .refine(({ asked, done }) => done <= asked, 'more cases are done than were asked for');

const entry = z.looseObject({ entry: z.string(), analytic: exact, numeric: exact, error: exact, errorBound: exact });

const block = z.looseObject({
  block: z.string(),
  shape: z.array(count),
  verdict,
  wrong: count,
  worst: entry,
  entries: z.array(entry.extend({ verdict })),
  all: z.looseObject({ analytic: z.array(exact), numeric: z.array(exact), wrong: z.array(count) }).optional(),
});

const diagnosis = z.looseObject({ kind: z.string(), block: z.string(), message: z.string() });

const counterexample = z.looseObject({
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

const curve = z.looseObject({
  entry: z.string(),
  analytic: exact,
  noise: exact,
  points: z.array(z.looseObject({ step: z.number(), left: exact, right: exact, central: exact, extrapolated: exact })),
});

const shard = { index: z.int().min(1), count: z.int().min(1) };

const evaluations = z.looseObject({ loss: count, gradient: count });

const drawn = z.looseObject({
  verdict,
  failed: z.boolean(),
  because: z.string(),
  shown: z.string(),
  shapes: z.record(z.string(), z.string()),
  regime: z.string().optional(),
  labels: z.array(z.string()),
  error: exact,
  evaluations,
  milliseconds: z.number().min(0),
});

const property = z.looseObject({
  file: z.string(),
  test: z.string(),
  property: z.string(),
  ok: z.boolean(),
  complaint: z.string(),
  runs,
  worst: entry.extend({ verdict }).optional(),
  resolution: exact,
  evaluations,
  seed: z.int(),
  milliseconds: z.number().min(0).optional(),
  coverage: z.array(
    z
      .looseObject({ label: z.string(), runs: count, ...verdicts })
      .refine((row) => sum(row) === row.runs, 'the verdicts do not add up to the cases'),
  ),
  errors: z.array(z.looseObject({ decade: z.int(), runs: count })),
  curve: curve.optional(),
  cases: z.array(drawn).optional(),
  notes: z.array(z.string()),
  counterexample: counterexample.optional(),
  controls: z.looseObject({ killed: count, of: count, survivors: z.array(z.string()) }).optional(),
  text: z.string(),
  part: z.looseObject({ ...shard, report: json }).optional(),
});

/** What `gradcheck-report.json` must hold. */
export const reportSchema: z.ZodType<ReportFile> = z
  .looseObject({
    $schema: z.string().optional(),
    version: z.literal(REPORT_VERSION),
    gradcheck: z.string(),
    complete: z.boolean(),
    missing: z.array(z.string()),
    shard: z
      .looseObject(shard)
      .refine(({ index, count }) => index <= count, 'expected a part from 1 to the count of parts')
      .optional(),
    properties: z.array(property),
  })
  .refine(({ complete, missing }) => !complete || missing.length === 0, 'is called complete, and parts are missing');
