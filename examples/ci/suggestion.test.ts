import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';

const WORKFLOW = fileURLToPath(new URL('./.github/workflows/gradients.yml', import.meta.url));

let folder: string;
let repository: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gradcheck-suggestion-'));
  repository = join(folder, 'repository');
  git(folder, 'init', '--quiet', '--bare', 'origin');
  git(folder, 'clone', '--quiet', 'origin', 'repository');
  cpSync(new URL('./.github', import.meta.url), join(repository, '.github'), { recursive: true });
  write('src/__counterexamples__/a.test.ts.json', 'a, as committed');
  write('src/__counterexamples__/b.test.ts.json', 'b, as committed');
  git(repository, 'add', '.');
  git(repository, 'commit', '--quiet', '--message', 'Begin');
  git(repository, 'push', '--quiet', 'origin', 'HEAD:main');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function run(cwd: string, command: string, ...args: string[]): string {
  const env = {
    ...process.env,
    PATH: `${folder}/bin:${process.env.PATH}`,
    GITHUB_REF_NAME: 'main',
    ...{ GIT_AUTHOR_NAME: 'a', GIT_AUTHOR_EMAIL: 'a@b.c', GIT_COMMITTER_NAME: 'a', GIT_COMMITTER_EMAIL: 'a@b.c' },
  };
  return execFileSync(command, args, { cwd, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
}
const git = (cwd: string, ...args: string[]): string => run(cwd, 'git', ...args);
const script = (name: string): string => run(repository, 'sh', `.github/${name}.sh`);

function write(path: string, text: string): void {
  mkdirSync(dirname(join(repository, path)), { recursive: true });
  writeFileSync(join(repository, path), text);
}

/** What would make the pull request, or says that it may not. */
function writeGh(exit: number): void {
  mkdirSync(join(folder, 'bin'));
  writeFileSync(join(folder, 'bin/gh'), `#!/bin/sh\necho "$@" > "${folder}/asked"\nexit ${exit}\n`);
  chmodSync(join(folder, 'bin/gh'), 0o755);
}

test('a shard hands over the counterexamples that are new or have changed, and no others', () => {
  write('src/__counterexamples__/a.test.ts.json', 'a, changed');
  write('src/deep er/__counterexamples__/n\u00e9w.test.ts.json', 'new');
  write('src/other.json', 'other');
  expect(script('new-counterexamples').trim().split('\n').sort()).toEqual([
    'src/__counterexamples__/a.test.ts.json',
    'src/deep er/__counterexamples__/n\u00e9w.test.ts.json',
  ]);
  const handed = join(repository, 'new-counterexamples');
  expect(readFileSync(join(handed, 'src/__counterexamples__/a.test.ts.json'), 'utf8')).toBe('a, changed');
  expect(existsSync(join(handed, 'src/__counterexamples__/b.test.ts.json'))).toBe(false);
});

test.each([0, 1])(
  'they are pushed as a branch, and suggested as a pull request if that is allowed (gh: %i)',
  (exit) => {
    writeGh(exit);
    write('src/__counterexamples__/c.test.ts.json', 'new');
    script('new-counterexamples');
    rmSync(join(repository, 'src/__counterexamples__/c.test.ts.json'));
    const said = script('suggest-counterexamples');
    const [branch] = git(join(folder, 'origin'), 'branch', '--list', 'gradcheck/*').trim().split(/\s+/);
    expect(git(join(folder, 'origin'), 'show', '--name-only', '--format=%s', branch!).trim().split(/\n+/)).toEqual([
      'Keep the counterexamples that CI has found',
      'src/__counterexamples__/c.test.ts.json',
    ]);
    expect(readFileSync(join(folder, 'asked'), 'utf8')).toContain(`pr create --base main --head ${branch} `);
    expect(said).toBe(exit === 0 ? '' : `${branch}: make a pull request of it by hand\n`);
  },
);

test('nothing is pushed where nothing is new', () => {
  expect(script('new-counterexamples')).toBe('');
  expect(script('suggest-counterexamples')).toBe('no new counterexamples\n');
  expect(git(join(folder, 'origin'), 'branch', '--list', 'gradcheck/*')).toBe('');
});

test('the workflow lets shards write counterexamples, hands on the new ones alone, and calls both scripts', () => {
  const text = readFileSync(WORKFLOW, 'utf8');
  expect(text).toContain("env: { GRADCHECK_STORE: 'yes' }");
  expect(text.indexOf('sh .github/new-counterexamples.sh')).toBeLessThan(text.indexOf('upload-artifact'));
  expect(text).toContain('sh .github/suggest-counterexamples.sh');
  expect(text).not.toContain('**/__counterexamples__');
});
