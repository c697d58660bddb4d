import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { checkProperty } from './properties/check-property.ts';

let folder: string;
beforeEach(() => {
  vi.stubEnv('CI', '');
  folder = mkdtempSync(join(tmpdir(), 'gradcheck-cli-'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

const gradcheck = (...args: string[]) =>
  spawnSync(process.execPath, ['--import', 'tsx', fileURLToPath(new URL('cli.ts', import.meta.url)), ...args], {
    encoding: 'utf8',
  });

test('gradcheck prune removes stored cases that pass, and says which', () => {
  const file = join(folder, 'net.test.ts');
  writeFileSync(file, '');
  const memory = { file, test: 'a square' };
  const cases = fc.constant({ params: 2 });
  const { stored } = checkProperty({ loss: (w: number) => w * w, gradient: () => 1 }, cases, { memory }).memory!;
  checkProperty({ loss: (w: number) => w * w, gradient: (w: number) => 2 * w }, cases, { memory });

  const { stdout, status } = gradcheck('prune', folder);
  expect(stdout).toContain(`removed ${stored} of a square > gradient: did not reproduce (last: agrees)\n1 removed\n`);
  expect(status).toBe(0);
  expect(existsSync(join(folder, '__counterexamples__'))).toBe(false);
});

test('gradcheck prune refuses a folder that is not there', () => {
  const { stderr, status } = gradcheck('prune', join(folder, 'nowhere'));
  expect(stderr).toContain('nowhere: no such folder');
  expect(status).toBe(2);
});
