import { z } from 'zod';
import type { Runs } from '../../core/results.ts';

/** One property of a {@link Baseline}. */
export interface BaselineProperty {
  readonly runs: Omit<Runs, 'asked'>;
  /** The worst error of an agreeing entry; null where there was none. */
  readonly worst: number | null;
  /** The coarsest resolution among the agreeing cases; null where nothing could be judged. */
  readonly resolution: number | null;
  readonly losses: number;
  /** That of its cases: with the same one, errors are those of the same cases. */
  readonly seed?: number | undefined;
  /** Percentage of the cases that show a label. */
  readonly coverage: Record<string, number>;
  /** Planted faults that were caught. */
  readonly controls?: { readonly killed: number; readonly of: number } | undefined;
}

/** A failure that is put up with. */
export interface Waiver {
  readonly reason: string;
  /** The last day on which it is, as `2027-01-31`. */
  readonly expires: string;
}

/** How the properties of a project stood when the baseline was written: `gradcheck-baseline.json`. */
export interface Baseline {
  readonly $schema?: string | undefined;
  readonly version: 1;
  /** By `file > test > property`. */
  readonly properties: Record<string, BaselineProperty>;
  /** Failures that are known, by the same keys. */
  readonly waivers: Record<string, Waiver>;
}

const count = z.int().min(0);

const property = z.strictObject({
  runs: z
    .strictObject({
      ...{ done: count, agrees: count, disagrees: count.default(0), kink: count, unresolved: count },
      invalid: count.default(0),
    })
    // Not equal: the first baselines did not count what disagrees and what is invalid.
    .refine(
      ({ done, agrees, disagrees, kink, unresolved, invalid }) =>
        agrees + disagrees + kink + unresolved + invalid <= done,
      'the verdicts are more than the cases done',
    ),
  worst: z.number().min(0).nullable(),
  resolution: z.number().min(0).nullable(),
  losses: count,
  seed: z.int().optional(),
  coverage: z.record(z.string(), z.number().min(0).max(100)),
  controls: z
    .strictObject({ killed: count, of: count })
    .refine(({ killed, of }) => killed <= of, 'more planted faults are caught than were planted')
    .optional(),
});

const waiver = z.strictObject({
  reason: z.string().trim().min(1, 'expected a reason'),
  expires: z.iso.date(),
});

/** What `gradcheck-baseline.json` must hold. */
export const baselineSchema: z.ZodType<Baseline> = z.strictObject({
  $schema: z.string().optional(),
  version: z.literal(1),
  properties: z.record(z.string(), property),
  waivers: z.record(z.string(), waiver).default({}),
});
