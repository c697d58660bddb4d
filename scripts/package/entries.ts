/** The sources of the package's bundles: what `package.json` exports, and the files that those find beside them. */
export const ENTRIES: Readonly<Record<string, string>> = {
  index: 'index.ts',
  generators: 'generators/index.ts',
  models: 'core/models/index.ts',
  reports: 'reports/index.ts',
  tfjs: 'adapters/tfjs.ts',
  jax: 'adapters/jax.ts',
  vitest: 'adapters/vitest.ts',
  cli: 'cli.ts',
  setup: 'adapters/vitest/setup.ts',
  'run-shard': 'adapters/cli/run-shard.ts',
};
