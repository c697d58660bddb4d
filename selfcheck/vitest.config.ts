import { fileURLToPath } from 'node:url';
import type { ViteUserConfig } from 'vitest/config';
import { gradcheck } from '../adapters/vitest.ts';
import whole from '../vitest.config.ts';

/** The gradients of this project itself, held to `gradcheck-baseline.json` as any project would hold its own. */
const config: ViteUserConfig = {
  ...whole,
  root: fileURLToPath(new URL('..', import.meta.url)),
  plugins: [gradcheck({ report: '.vitest/gradcheck-report.json', html: '.vitest/gradcheck.html', gate: true })],
  test: { include: ['selfcheck/*.test.ts'], testTimeout: 60_000 },
};

export default config;
