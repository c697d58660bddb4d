import { expect, test } from 'vitest';
import type { TestModule } from 'vitest/node';
import { notTested } from './not-tested.ts';

const skipped = (note?: string) => ({ result: () => ({ state: 'skipped', note }) });
const module = (relativeModuleId: string, tests: object[]): TestModule =>
  ({ relativeModuleId, children: { allTests: () => tests } }) as unknown as TestModule;

test('what is skipped is said, once for every file and reason, and where there is no reason that too', () => {
  expect(
    notTested([
      module('a.test.ts', [skipped('no chromium'), skipped(), skipped('no chromium')]),
      module('b.test.ts', []),
      module('c.test.ts', [skipped('no chromium')]),
    ]),
  ).toEqual([
    'NOT TESTED  a.test.ts: 2 tests: no chromium',
    'NOT TESTED  a.test.ts: 1 test: no reason is given',
    'NOT TESTED  c.test.ts: 1 test: no chromium',
  ]);
});
