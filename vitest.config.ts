import { fileURLToPath } from 'node:url';
import type { ViteUserConfig } from 'vitest/config';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

const config: ViteUserConfig = {
  resolve: {
    alias: [
      { find: /^gradcheck$/, replacement: here('./index.ts') },
      { find: /^gradcheck\/models$/, replacement: here('./core/models/index.ts') },
      { find: /^gradcheck\/generators$/, replacement: here('./generators/index.ts') },
      { find: /^gradcheck\/tfjs$/, replacement: here('./adapters/tfjs.ts') },
      { find: /^gradcheck\/jax$/, replacement: here('./adapters/jax.ts') },
      { find: /^gradcheck\/reports$/, replacement: here('./reports/index.ts') },
      { find: /^gradcheck\/vitest$/, replacement: here('./adapters/vitest.ts') },
    ],
  },
  test: {
    include: ['**/*.test.ts'],
    // Those have a configuration of their own, with the gate.
    exclude: ['node_modules/**', 'dist/**', 'selfcheck/**'],
    testTimeout: 60_000,
    reporters: ['default', here('./scripts/not-tested.ts')],
  },
};

export default config;
