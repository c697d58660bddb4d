import type { Row } from './row.ts';

/** A figure that was asked for. */
export interface Target {
  readonly asked: string;
  /** The figure reached; NaN where a peer is absent. */
  readonly reached: number;
  readonly met: boolean;
  /** How to print the figure. */
  readonly unit: 'times' | 'seconds' | 'evaluations' | 'share';
  /** Shown where the target is missed: what the profile says. */
  readonly why?: string;
}

/** What one of the scripts in `bench/peers` is given on its standard input. */
export interface PeerRequest {
  readonly script: 'torch_gradcheck' | 'scipy_checks' | 'numpy_loop' | 'hypothesis_campaign';
  readonly input: unknown;
}

/** One workload of the benchmark. */
export interface Workload {
  readonly title: string;
  /** Inputs, seeds and what is counted. */
  readonly text: string;
  /** Every one is run in a process of its own: shared inline caches let one loss slow another. */
  readonly measures: Readonly<Record<string, () => readonly Row[]>>;
  readonly peers?: () => readonly PeerRequest[];
  readonly targets: (rows: readonly Row[]) => readonly Target[];
}

/** A target of the form "at least so many times faster". */
export function atLeast(asked: string, least: number, reached: number, why?: string): Target {
  return { asked, reached, met: reached >= least, unit: 'times', ...(why === undefined ? {} : { why }) };
}

/** A target of the form "at most so much". */
export function atMost(asked: string, most: number, reached: number, unit: Target['unit'], why?: string): Target {
  return { asked, reached, met: reached <= most, unit, ...(why === undefined ? {} : { why }) };
}
