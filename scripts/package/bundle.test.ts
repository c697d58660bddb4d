import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bundle } from './bundle.ts';
import { notices } from './notices.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'bundle-'));
  write('package.json', JSON.stringify({ dependencies: { declared: '1' }, peerDependencies: {} }));
});
afterEach(() => rmSync(root, { recursive: true }));

function write(file: string, text: string): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
}

function writePackage(name: string, code: string, license: string): void {
  write(
    `node_modules/${name}/package.json`,
    JSON.stringify({ name, version: '1.2.3', license: 'X', main: 'index.js' }),
  );
  write(`node_modules/${name}/index.js`, code);
  write(`node_modules/${name}/LICENSE`, license);
}

const built = (file: string): string => readFileSync(join(root, 'dist', file), 'utf8');

describe('bundle', () => {
  it('takes in packages of @stdlib and leaves declared ones imports', () => {
    writePackage('@stdlib/two', 'module.exports = 2;', 'free');
    write('a.ts', `import two from '@stdlib/two'; import three from 'declared'; console.log(two + three);`);
    expect(bundle(root, { a: 'a.ts' }, join(root, 'dist'))).toEqual(['node_modules/@stdlib/two/']);
    expect(built('a.js')).toContain('from "declared"');
    expect(built('a.js')).not.toContain('from "@stdlib');
    expect(JSON.parse(built('a.js.map'))).toMatchObject({ sourcesContent: expect.arrayContaining([null]) });
  });

  it('has a class that two entries share once', () => {
    write('shared.ts', 'export class OneError extends Error {}');
    for (const name of ['a', 'b']) write(`${name}.ts`, `export { OneError } from './shared.ts';`);
    bundle(root, { a: 'a.ts', b: 'b.ts' }, join(root, 'dist'));
    const files = readdirSync(join(root, 'dist')).filter((file) => file.endsWith('.js'));
    expect(files.filter((file) => built(file).includes('extends Error'))).toEqual([expect.stringMatching(/^shared-/)]);
  });

  it('refuses a package that users do not install', () => {
    writePackage('undeclared', 'module.exports = 1;', 'free');
    write('a.ts', `import one from 'undeclared'; console.log(one);`);
    expect(() => bundle(root, { a: 'a.ts' }, join(root, 'dist'))).toThrow(
      'imported but not declared: node_modules/undeclared/index.js',
    );
  });
});

describe('notices', () => {
  it('name every package, and each text once', () => {
    writePackage('one', '', 'the one license');
    writePackage('two', '', 'the one license');
    write('node_modules/two/NOTICE', 'by somebody');
    const text = notices(root, ['node_modules/one/', 'node_modules/two/']);
    expect(text).toContain('one 1.2.3 (X)\ntwo 1.2.3 (X)');
    expect(text.split('the one license')).toHaveLength(2);
    expect(text).toContain('by somebody');
  });
});
