import type { Reporter, TestCase, TestModule } from 'vitest/node';

/**
 * A reporter of vitest that ends a run with what it did not test and why: a line for every file and reason, on which
 * `.ci/run` counts. Nothing is skipped silently.
 */
export default class NotTested implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    for (const line of notTested(modules)) console.log(line);
  }
}

/** The lines of the reporter. */
export function notTested(modules: readonly TestModule[]): readonly string[] {
  return modules.flatMap((module) => {
    const reasons = new Map<string, number>();
    for (const test of module.children.allTests('skipped')) {
      const reason = reasonOf(test);
      reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
    }
    return [...reasons].map(
      ([reason, count]) =>
        `NOT TESTED  ${module.relativeModuleId}: ${count} ${count === 1 ? 'test' : 'tests'}: ${reason}`,
    );
  });
}

function reasonOf(test: TestCase): string {
  const result = test.result();
  return (result.state === 'skipped' ? result.note : undefined) ?? 'no reason is given';
}
