import { gradcheck } from 'gradcheck/vitest';
import { defineConfig, type ViteUserConfig } from 'vitest/config';

const { FILES = '', GATE, PROVIDER, CHROMIUM } = process.env;

/** The browser as its own project, where there is one. */
async function browser(provider: string) {
  const { playwright } = (await import(provider)) as { playwright: (options: object) => never };
  return {
    enabled: true,
    headless: true,
    screenshotFailures: false,
    provider: playwright({ launchOptions: { executablePath: CHROMIUM, args: ['--no-sandbox'] } }),
    instances: [{ browser: 'chromium' as const }],
  };
}

const node = { extends: true as const, test: { name: 'node', include: FILES.split(',') } };

const config: ViteUserConfig = defineConfig({
  plugins: [gradcheck({ numRuns: 20, report: 'out/report.json', html: 'out/report.html', gate: GATE === 'yes' })],
  test: {
    // A worker that dies takes all files along that it would have run.
    isolate: false,
    fileParallelism: false,
    projects: PROVIDER
      ? [
          node,
          { extends: true, test: { name: 'page', include: ['page.fixture.ts'], browser: await browser(PROVIDER) } },
        ]
      : [node],
  },
});

export default config;
