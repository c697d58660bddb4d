import type { GradientCheck, PropertyReport } from '../core/results.ts';

/** Thrown by the asserting functions; its message is the report. */
export class GradientError extends Error {
  override readonly name = 'GradientError';
  /** What was found: a single check or a whole campaign. */
  readonly result: GradientCheck | PropertyReport;

  constructor(message: string, result: GradientCheck | PropertyReport) {
    super(message);
    this.result = result;
  }
}
