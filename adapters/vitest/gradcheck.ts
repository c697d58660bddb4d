import type { Vitest } from 'vitest/node';
import { readPropertyOptions } from '../../properties/property-options.ts';
import { type GradcheckDefaults, PROVIDED, seedFromEnvironment } from './defaults.ts';
import { isWatched, LIVE } from './live.ts';
import { type ReportOptions, readReportOptions } from './report-options.ts';

/** Options of the plugin: those of every campaign, and what a run reports. */
export interface GradcheckOptions extends GradcheckDefaults, ReportOptions {}

/** A plugin of Vite, as far as this one needs it. */
export interface GradcheckPlugin {
  readonly name: string;
  readonly config: () => object;
  readonly configureVitest: (context: { readonly vitest: Vitest }) => Promise<void>;
}

/** Runs that have their reporter: one is enough, however many projects of a run have the plugin. */
const reported = new WeakSet<Vitest>();

/**
 * The plugin for `vitest.config.ts`: installs the matchers in every test file, options that all tests share, and a reporter
 * with a table of all properties at the end of a run.
 *
 * @param options - Options of a campaign that hold wherever a test gives none, such as `{ numRuns: 500 }`; and `report`,
 * `html`, `observations` and `gate`, for what a run leaves behind.
 * @throws UsageError for an unknown option or a value of the wrong kind.
 * @example
 * const config = { plugins: [gradcheck({ numRuns: 500, resolution: 1e-4 })] };
 * const inCi = { plugins: [gradcheck({ report: 'gradcheck-report.json', html: 'gradcheck.html', gate: true })] };
 */
export function gradcheck(options: GradcheckOptions = {}): GradcheckPlugin {
  const seed = seedFromEnvironment() ?? options.seed;
  const { seed: _, report, html, observations, gate, ...given } = options;
  const outputs = readReportOptions(options);
  // Curves and cases are for those who will see them.
  const others = {
    ...(report !== undefined || html !== undefined ? { curve: true } : {}),
    ...(observations !== undefined ? { observe: true } : {}),
    ...given,
  };
  readPropertyOptions(typeof seed === 'number' ? { ...others, seed } : others);
  return {
    name: 'gradcheck',
    config: () => ({
      // For browsers, whose modules are bundled before the first test.
      optimizeDeps: { include: ['gradcheck', 'gradcheck/generators', 'gradcheck/vitest'] },
      test: {
        // Built, this is in a file of another name, and all files lie in one folder.
        setupFiles: [import.meta.filename.replace(/[^/\\]+(\.[jt]s)$/, 'setup$1')],
        // Browsers see no environment variables.
        provide: {
          [PROVIDED]: seed === undefined ? others : { ...others, seed },
          [LIVE]: isWatched(process.stdout, process.env),
        },
      },
    }),
    // Loaded here, since a browser has no files to write to.
    configureVitest: async ({ vitest }) => {
      if (reported.has(vitest)) return;
      reported.add(vitest);
      const { gradcheckReporter } = await import('./reporter.ts');
      (vitest.config.reporters as unknown[]).push(gradcheckReporter(outputs));
    },
  };
}
