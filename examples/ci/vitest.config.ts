import { gradcheck } from 'gradcheck/vitest';
import { defineConfig, type ViteUserConfig } from 'vitest/config';

const config: ViteUserConfig = defineConfig({
  plugins: [gradcheck({ report: 'gradcheck-report.json', html: 'gradcheck.html' })],
});

export default config;
