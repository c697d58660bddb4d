/**
 * Tests of gradients, a matcher and a plugin for vitest.
 *
 * @module gradcheck/vitest
 */

import './vitest/install-matchers.ts';

export type { GradcheckDefaults } from './vitest/defaults.ts';
export { type GradcheckOptions, type GradcheckPlugin, gradcheck } from './vitest/gradcheck.ts';
export type { GradientMeta } from './vitest/gradient-meta.ts';
export type { GradientSpec, GradientTestCases, GradientTestOptions } from './vitest/gradient-spec.ts';
export { type EachGradientTest, type ForEachRow, type GradientTest, gradientTest } from './vitest/gradient-test.ts';
export type { ReportOptions } from './vitest/report-options.ts';
