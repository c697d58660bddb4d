import { describe } from '../../core/describe.ts';
import { UsageError } from '../../core/errors.ts';

/** Files that a run leaves behind, and whether it must keep up with a baseline. Paths count from the root of the project. */
export interface ReportOptions {
  /** Where to write all results as JSON, e.g. `gradcheck-report.json`. Default: nowhere. */
  readonly report?: string;
  /** Where to write them as one page to read in a browser, e.g. `gradcheck.html`. Default: nowhere. */
  readonly html?: string;
  /** Where to write observations, a line of JSON for every drawn case, for viewers of property-based tests. Default: nowhere. */
  readonly observations?: string;
  /** Fails a run of all tests that falls behind its baseline: `true` for `gradcheck-baseline.json`, or a path. Default: false. */
  readonly gate?: boolean | string;
}

/** @throws {@link UsageError} for a value of the wrong kind. */
export function readReportOptions({ report, html, observations, gate }: ReportOptions): ReportOptions {
  for (const [name, path] of Object.entries({ report, html, observations })) {
    if (path !== undefined && (typeof path !== 'string' || path === '')) {
      throw new UsageError(`options.${name}: expected the path of a file, came ${describe(path)}`);
    }
  }
  if (gate !== undefined && typeof gate !== 'boolean' && (typeof gate !== 'string' || gate === '')) {
    throw new UsageError(`options.gate: expected true, false or the path of a baseline, came ${describe(gate)}`);
  }
  return {
    ...(report === undefined ? {} : { report }),
    ...(html === undefined ? {} : { html }),
    ...(observations === undefined ? {} : { observations }),
    ...(gate === undefined ? {} : { gate }),
  };
}
