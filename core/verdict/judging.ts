import { type Arithmetic, FLOAT32 } from '../differences/arithmetic.ts';
import type { Settings } from '../options.ts';

/** What a check is judged by, once it is known in which arithmetic the loss is computed. */
export interface Judging extends Settings {
  readonly arithmetic: Arithmetic;
  readonly resolution: number;
}

/** The relative error that must not pass, where the caller does not say: what the arithmetic can be asked for. */
export function judgingIn(arithmetic: Arithmetic, settings: Settings): Judging {
  return {
    ...settings,
    arithmetic,
    resolution: settings.resolution ?? (arithmetic.unit < FLOAT32.unit / 16 ? 1e-3 : 0.1),
  };
}
