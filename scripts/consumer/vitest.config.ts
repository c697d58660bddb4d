import { gradcheck } from 'gradcheck/vitest';
import type { ViteUserConfig } from 'vitest/config';

const config: ViteUserConfig = { plugins: [gradcheck({ numRuns: 50, report: 'report.json' })] };

export default config;
