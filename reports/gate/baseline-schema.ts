import { z } from 'zod';

const count = z.int().min(0);

const property = z.object({
  runs: z.object({ done: count, agrees: count, kink: count, unresolved: count }),
  /** The worst error of an agreeing entry; null where there was none. */
  worst: z.number().min(0).nullable(),
  /** The coarsest resolution among the agreeing cases; null where nothing could be judged. */
  resolution: z.number().min(0).nullable(),
  losses: count,
  /** Percentage of the cases that show a label. */
  coverage: z.record(z.string(), z.number().min(0).max(100)),
  controls: z.object({ killed: count, of: count }).optional(),
});

const waiver = z.object({
  /** Why the failure is put up with. */
  reason: z.string().min(1),
  /** The last day on which it is, as `2027-01-31`. */
  expires: z.iso.date(),
});

/** What `gradcheck-baseline.json` holds. */
export const baselineSchema = z.object({
  $schema: z.string().optional(),
  version: z.literal(1),
  /** By `file > test > property`. */
  properties: z.record(z.string(), property),
  /** Failures that are known, by the same keys. */
  waivers: z.record(z.string(), waiver).default({}),
});

/** How the properties of a project stood when the baseline was written. */
export type Baseline = z.infer<typeof baselineSchema>;
/** One property of a {@link Baseline}. */
export type BaselineProperty = z.infer<typeof property>;
