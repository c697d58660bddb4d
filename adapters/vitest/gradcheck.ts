import { readPropertyOptions } from '../../properties/property-options.ts';
import { type GradcheckDefaults, PROVIDED, seedFromEnvironment } from './defaults.ts';

/** A plugin of Vite, as far as this one needs it. */
export interface GradcheckPlugin {
  readonly name: string;
  readonly config: () => object;
}

/**
 * The plugin for `vitest.config.ts`: installs the matchers in every test file, and options that all tests share.
 *
 * @param options - Options of a campaign that hold wherever a test gives none, such as `{ numRuns: 500 }`.
 * @throws UsageError for an unknown option or a value of the wrong kind.
 * @example
 * const config = { plugins: [gradcheck({ numRuns: 500, resolution: 1e-4 })] };
 */
export function gradcheck(options: GradcheckDefaults = {}): GradcheckPlugin {
  const seed = seedFromEnvironment() ?? options.seed;
  const { seed: _, ...others } = options;
  readPropertyOptions(typeof seed === 'number' ? { ...others, seed } : others);
  return {
    name: 'gradcheck',
    config: () => ({
      // For browsers, whose modules are bundled before the first test.
      optimizeDeps: { include: ['gradcheck', 'gradcheck/generators', 'gradcheck/vitest'] },
      test: {
        // The compiled file ends in .js like this one.
        setupFiles: [import.meta.filename.replace(/gradcheck(\.[jt]s)$/, 'setup$1')],
        // Browsers see no environment variables.
        provide: { [PROVIDED]: seed === undefined ? others : { ...others, seed } },
      },
    }),
  };
}
