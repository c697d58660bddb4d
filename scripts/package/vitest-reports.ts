import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readReport } from '../../reports/read-report.ts';
import type { ReportFile } from '../../reports/report-schema.ts';
import { type Checklist, Skipped } from './checklist.ts';
import { addFiles, type Project, versionOf } from './project.ts';
import { CommandError, run } from './run.ts';

const FIXTURES = fileURLToPath(new URL('../consumer/reports/', import.meta.url));
const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
/** Makes a process take what it writes to for a terminal. */
const TERMINAL = 'data:text/javascript,Object.assign(process.stdout, { isTTY: true, columns: 80, rows: 40 })';
const SOME = 'more.fixture.ts,right.fixture.ts';

interface Outcome {
  readonly passes: boolean;
  readonly output: string;
}

/**
 * What the plugin leaves behind under the version of vitest that is installed: reports of whole, split, crashed and
 * interrupted runs and of a browser, the gate, and progress on a terminal.
 */
export function vitestReports(step: Checklist['step'], place: Project): void {
  const version = versionOf(place, 'vitest');
  const cwd = join(place.cwd, 'reports');
  mkdirSync(cwd);
  addFiles({ cwd }, ...readdirSync(FIXTURES).map((file) => join(FIXTURES, file)));

  const node = (args: readonly string[], env: Readonly<Record<string, string>> = {}): Outcome => {
    try {
      return { passes: true, output: run('node', args, { ...place, cwd, env: { CI: '', ...env } }) };
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      return { passes: false, output: error.output };
    }
  };
  const modules = '../node_modules';
  const vitest = (files: string, args: readonly string[] = [], env: Readonly<Record<string, string>> = {}): Outcome =>
    node([`${modules}/vitest/vitest.mjs`, 'run', ...args], { FILES: files, ...env });
  const report = (): ReportFile => readReport(readFileSync(join(cwd, 'out/report.json'), 'utf8'), 'report.json');
  const testsOf = ({ properties }: ReportFile): string => properties.map(({ test }) => test).join(', ');

  step(`vitest ${version}: one report of a run, and of its shards`, () => {
    const files = `${SOME},wrong.fixture.ts`;
    expect(!vitest(files).passes, 'a wrong gradient fails the run');
    const whole = report();
    expect(whole.complete, 'its report is complete');
    const names = 'node > quartic, node > cube, node > right > square, node > wrong';
    expect(testsOf(whole) === names, `properties in their order: ${testsOf(whole)}`);
    for (const shard of ['1/2', '2/2']) vitest(files, [`--shard=${shard}`, '--reporter=blob']);
    vitest(files, ['--merge-reports']);
    expect(timeless(report()) === timeless(whole), 'shards put together are the whole');
    expect(readFileSync(join(cwd, 'out/report.html'), 'utf8').includes('quartic'), 'a page');
    return { says: names };
  });

  step(`vitest ${version}: a worker that dies, a run that is interrupted`, () => {
    expect(!vitest(`crash.fixture.ts,${SOME}`).passes, 'the run fails');
    expect(!report().complete && report().missing.includes('crash.fixture.ts'), `missing: ${report().missing}`);
    for (const SIGNAL of ['SIGINT', 'SIGTERM', 'SIGKILL']) {
      vitest(SOME);
      expect(report().complete, 'a complete report before');
      expect(!vitest(`${SOME},interrupt.fixture.ts`, [], { SIGNAL }).passes, `${SIGNAL} fails the run`);
      expect(!report().complete && report().missing.length === 3, `${SIGNAL}: missing: ${report().missing}`);
    }
    return { says: 'neither leaves a complete report' };
  });

  step(`vitest ${version}: the gate`, () => {
    const gate = { GATE: 'yes' };
    expect(vitest(SOME).passes, 'a run without gate');
    const update = node([`${modules}/gradcheck/dist/cli.js`, 'gate', '--report', 'out/report.json', '--update']);
    expect(update.passes, update.output);
    const open = vitest(SOME, [], gate);
    expect(open.passes && open.output.includes('gate: open'), open.output);
    const shut = vitest('right.fixture.ts', [], gate);
    expect(!shut.passes && shut.output.includes('quartic: was there and is gone'), shut.output);
    return { says: 'open, and shut where a property is gone' };
  });

  step(`vitest ${version}: progress on a terminal`, () => {
    const { passes, output } = node(['--import', TERMINAL, `${modules}/vitest/vitest.mjs`, 'run'], {
      FILES: 'slow.fixture.ts',
    });
    const [line] = /gradcheck {2}slow {2}\d+ of 100 cases, .* left/.exec(output) ?? [];
    expect(passes && line !== undefined, output);
    return { says: line! };
  });

  step(`vitest ${version}: browser mode`, () => {
    if (CHROMIUM === undefined) throw new Skipped('there is no chromium here, so it was not tested');
    const provider = '@vitest/browser-playwright';
    const packages = [`${provider}@${version}`, 'playwright'];
    run('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline', '--ignore-scripts', ...packages], place);
    const both = (): string => {
      const { output } = vitest(SOME, [], { PROVIDER: provider, CHROMIUM });
      const names =
        'node > quartic, page (chromium) > in a page, page (chromium) > wrong in a page, node > cube, node > right > square';
      expect(report().complete && testsOf(report()) === names, `${testsOf(report())}\n${output}`);
      return timeless(report());
    };
    const [first, again] = [both(), both()];
    expect(first === again, 'the same report again');
    const failing = report().properties.filter(({ ok }) => !ok);
    expect(failing.length === 1 && failing[0]!.test.endsWith('wrong in a page'), 'what fails in a page fails');
    expect(readFileSync(join(cwd, 'out/report.html'), 'utf8').includes('wrong in a page'), 'a page');
    return { says: `${run(CHROMIUM, ['--version'], place).trim()}: properties of a page and of Node in one report` };
  });
}

function expect(fact: boolean, what: string): void {
  if (!fact) throw new Error(`expected otherwise: ${what}`);
}

/** A report without what may differ from run to run. */
function timeless({ properties, ...rest }: ReportFile): string {
  return JSON.stringify({ ...rest, properties: properties.map(({ milliseconds: _, ...record }) => record) });
}
