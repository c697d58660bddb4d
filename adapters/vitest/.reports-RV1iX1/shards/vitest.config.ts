import { fileURLToPath } from 'node:url';
import { defineConfig, type ViteUserConfig } from 'vitest/config';
import { gradcheck } from '../../../vitest.ts';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

const config: ViteUserConfig = defineConfig({
  root: here('.'),
  plugins: [
    gradcheck({
      numRuns: 20,
      report: 'out/report.json',
      html: 'out/report.html',
      observations: 'out/observations.jsonl',
      gate: process.env.GATE === 'yes',
    }),
  ],
  resolve: {
    alias: [
      { find: /^gradcheck$/, replacement: here('../../../../index.ts') },
      { find: /^gradcheck\/vitest$/, replacement: here('../../../vitest.ts') },
    ],
  },
  test: {
    include: [process.env.CRASH === 'yes' ? '*.fixture.ts' : '[!c]*.fixture.ts'],
    pool: 'forks',
    isolate: false,
    fileParallelism: false,
    testTimeout: 60_000,
  },
});

export default config;
