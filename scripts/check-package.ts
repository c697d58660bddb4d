import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checklist, Skipped } from './package/checklist.ts';
import { compiled, consumerProject, TYPESCRIPTS } from './package/consumer-project.ts';
import { importedPackages, loadedFiles, packageOf } from './package/imports.ts';
import { type Manifest, pack } from './package/pack.ts';
import { addFiles, type Project, project, sizeOf, versionOf } from './package/project.ts';
import { run } from './package/run.ts';
import { vitestReports } from './package/vitest-reports.ts';

/**
 * `npm run pack:check`: packs the package, installs it into empty projects in a temporary folder, and uses it there as a
 * stranger would. Prints a line for each step; the exit code is 1 where one failed. `--quick` leaves out the projects with
 * optional peers, which take a minute to install.
 */
const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** What only those load who ask for it: plots, schemas, the command line, tensors. */
const HEAVY = /^(@observablehq\/.*|@mixmark-io\/.*|d3.*|zod|commander|jiti|@stdlib\/.*|@tensorflow\/.*|@jax-js\/.*)$/;
/** Files of the package that one import may load: each takes half a millisecond. */
const MOST_FILES = 40;
/** All of them together; the document for plots, which is bundled, would be half as much again. */
const MOST_BYTES = 900e3;
const scratch = mkdtempSync(join(tmpdir(), 'gradcheck-package-'));
const { step, end } = checklist((line) => console.log(line));
try {
  checkAll();
} finally {
  rmSync(scratch, { recursive: true });
}
process.exitCode = end();

function checkAll(): void {
  const packed = step('build and pack', () => {
    const value = pack(ROOT, scratch);
    return { says: `${value.files} files, ${kilobytes(value.size)} packed`, value };
  });
  if (packed === undefined) return;
  const { manifest, tarball } = packed;

  step('publint', () => {
    run('npx', ['publint', 'run', tarball, '--strict'], { cwd: ROOT });
    return { says: 'no remarks' };
  });
  step('are the types wrong', () => {
    run('npx', ['attw', tarball, '--profile', 'esm-only'], { cwd: ROOT });
    return { says: 'no problems' };
  });
  step('dependencies', () => ({
    says: `${compareDependencies(importedPackages(packed), manifest)} declared and used`,
  }));

  step('API reference', () => {
    const api = join(scratch, 'api');
    run('npx', ['typedoc', '--out', api], { cwd: ROOT });
    const subpaths = Object.keys(manifest.exports).filter((name) => !name.endsWith('.json'));
    const missing = subpaths.filter((name) => !existsSync(join(api, `${join(manifest.name, name)}.md`)));
    if (missing.length > 0) throw new Error(`no page for ${missing.join(', ')}: is there a @module comment?`);
    return { says: `${subpaths.length} pages` };
  });

  const bare = step('install without optional peers', () => {
    const value = project(join(scratch, 'bare'), [tarball]);
    const modules = join(value.cwd, 'node_modules');
    return { says: `${kilobytes(sizeOf(modules))}: ${largest(modules)}`, value };
  });
  if (bare) {
    for (const name of ['.', './generators', './models', './reports']) {
      step(`import ${join(manifest.name, name)}`, () => ({ says: loading(join(manifest.name, name), bare) }));
    }
    step('bundle for a browser', () => ({ says: bundled(bare) }));
    step('require', () => {
      run('node', ['-e', "require('gradcheck').checkGradient"], bare);
      return { says: 'CommonJS gets the package' };
    });
    step('command line', () => {
      addFiles(bare, fileURLToPath(new URL('consumer/square.ts', import.meta.url)));
      run('npx', ['gradcheck', 'check', 'square.ts'], bare);
      run('npx', ['gradcheck', 'check', 'square.ts', '--workers', '2'], bare);
      return { says: 'gradcheck check square.ts agrees, over workers too' };
    });
  }
  if (process.argv.includes('--quick')) {
    step('use in projects', () => {
      throw new Skipped('--quick leaves out every version of vitest, TypeScript and Node, jax-js, and browser mode');
    });
    return;
  }

  const installed = (vitest: number, bin?: string): { says: string; value: Project } => {
    const value = consumerProject(join(scratch, `vitest-${vitest}`), tarball, vitest, bin);
    const names = ['vitest', 'fast-check', '@tensorflow/tfjs-core', '@jax-js/jax'];
    return { says: names.map((name) => `${name} ${versionOf(value, name)}`).join(', '), value };
  };
  const here = step(`install on Node ${process.versions.node}`, () => installed(4));
  if (here) {
    for (const version of TYPESCRIPTS) {
      step(`TypeScript ${version}`, () => ({ says: `${compiled(here, version)}, strict, nodenext, every subpath` }));
    }
    useIt(here);
  }

  const bin = step('Node 24 from npm', () => {
    const folder = join(scratch, 'node24');
    try {
      const { cwd } = project(folder, ['node@24']);
      const value = join(cwd, 'node_modules/node/bin');
      return { says: run('node', ['--version'], { cwd, bin: value }).trim(), value };
    } catch (error) {
      throw new Skipped(`no Node 24 here, so it was not tested: ${(error as Error).message}`);
    }
  });
  if (bin === undefined) return;
  const newer = step('install on Node 24', () => installed(5, bin));
  if (!newer) return;
  step('TypeScript 6.0 on Node 24', () => ({ says: compiled(newer, '6.0') }));
  useIt(newer);
}

function compareDependencies(
  imported: readonly string[],
  { dependencies, peerDependencies }: Pick<Manifest, 'dependencies' | 'peerDependencies'>,
): number {
  const declared = Object.keys({ ...dependencies, ...peerDependencies });
  const missing = imported.filter((name) => !declared.includes(name));
  const unused = declared.filter((name) => !imported.includes(name));
  if (missing.length > 0) throw new Error(`imported but not declared: ${missing.join(', ')}`);
  if (unused.length > 0) throw new Error(`declared but never imported: ${unused.join(', ')}`);
  return declared.length;
}

/** Says what an import loads; nothing heavy may be among it, but schemas where reports are read. */
function loading(module: string, place: Project): string {
  const files = loadedFiles(module, place);
  const own = files.filter((file) => packageOf(file) === 'gradcheck');
  const others = new Set(files.map(packageOf).filter((name) => name !== 'gradcheck'));
  const heavy = [...others].filter((name) => HEAVY.test(name) && !(name === 'zod' && module === 'gradcheck/reports'));
  if (heavy.length > 0) throw new Error(`loads ${heavy.join(', ')}`);
  const size = own.reduce((sum, file) => sum + sizeOf(join(place.cwd, 'node_modules', file)), 0);
  const says = `loads ${own.length} files of ${kilobytes(size)}, and ${[...others].join(', ') || 'no other package'}`;
  if (own.length === 0 || own.length > MOST_FILES || size > MOST_BYTES) throw new Error(says);
  return says;
}

/** Bundles for a browser what is of use there: nothing that is loaded at once may be of Node. */
function bundled({ cwd }: Project): string {
  const entry = ['gradcheck', 'gradcheck/generators', 'gradcheck/models'].map((name) => `export * from '${name}';`);
  writeFileSync(join(cwd, 'browser.js'), entry.join('\n'));
  run(
    'npx',
    ['esbuild', join(cwd, 'browser.js'), '--bundle', '--platform=browser', `--outfile=${join(cwd, 'page.js')}`],
    {
      cwd: ROOT,
    },
  );
  run('node', ['-e', `new Function(fs.readFileSync('page.js', 'utf8'))()`], { cwd });
  return kilobytes(sizeOf(join(cwd, 'page.js')));
}

/** Runs the compiled program in plain Node, and the tests. */
function useIt(place: Project): void {
  step('import gradcheck/vitest', () => {
    loading('gradcheck/vitest', place);
    return { says: 'loads nothing heavy' };
  });
  const node = place.bin === undefined ? `Node ${process.versions.node}` : 'Node 24';
  step(`every subpath in plain ${node}`, () => {
    const lines = run('node', ['out/every-subpath.js'], place).trim().split('\n');
    return { says: lines.map((line) => line.split(':')[0]).join(', ') };
  });
  step(`vitest ${versionOf(place, 'vitest')} on ${node}`, () => {
    run('npx', ['vitest', 'run', '--reporter=json', '--outputFile=tests.json', 'gradient.test.ts'], place);
    const written = readFileSync(join(place.cwd, 'tests.json'), 'utf8');
    const { numPassedTests } = JSON.parse(written) as { numPassedTests: number };
    if (numPassedTests !== 3) throw new Error(`${numPassedTests} of 3 tests passed`);
    return { says: '3 tests pass' };
  });
  vitestReports(step, place);
  step(`report on ${node}`, () => {
    run('npx', ['gradcheck', 'report', 'report.json', '--html', 'report.html'], place);
    const plots = readFileSync(join(place.cwd, 'report.html'), 'utf8').split('<svg').length - 1;
    if (plots === 0) throw new Error('no plot in the page');
    return { says: `a page with ${plots} plots` };
  });
}

/** The folders of `node_modules` by size, those of scopes together. */
function largest(modules: string): string {
  const sizes = readdirSync(modules).map((name) => ({ name, size: sizeOf(join(modules, name)) }));
  return sizes
    .filter(({ size }) => size >= 5e5)
    .sort((a, b) => b.size - a.size)
    .map(({ name, size }) => `${name} ${kilobytes(size)}`)
    .join(', ');
}

function kilobytes(bytes: number): string {
  return bytes < 1e6 ? `${Math.round(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
