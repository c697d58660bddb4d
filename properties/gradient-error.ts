import type { DetectionReport, GradientCheck, PropertyReport } from '../core/results.ts';

/** Thrown by the asserting functions; its message is the report. */
export class GradientError extends Error {
  override readonly name = 'GradientError';
  /** What was found: a single check, a whole campaign, or faults that survived. */
  readonly result: GradientCheck | PropertyReport | DetectionReport;

  constructor(message: string, result: GradientCheck | PropertyReport | DetectionReport) {
    super(message);
    this.result = result;
  }
}
