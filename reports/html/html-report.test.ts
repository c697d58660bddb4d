import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { plantedReluNetwork } from '../../core/models/index.ts';
import type { Case, Problem } from '../../core/problem.ts';
import { reluNetworkCases } from '../../generators/index.ts';
import { checkProperty } from '../../properties/check-property.ts';
import { recordOf } from '../record-of.ts';
import { reportOf } from '../report-of.ts';
import type { BlockRecord, PropertyRecord } from '../report-schema.ts';
import { coverageBars } from './coverage-bars.ts';
import { loadDrawing } from './drawing.ts';
import { htmlReport } from './html-report.ts';
import { layersIn } from './layers-in.ts';

const HOSTILE = `</pre></script><script>document.title='broken'</script><img src=x onerror="document.title='broken'">"'&`;

function recorded<P, D>(test: string, problem: Problem<P, D>, cases: fc.Arbitrary<Case<P, D>>): PropertyRecord {
  const report = checkProperty({ ...problem, name: test }, cases, { seed: 2026, numRuns: 30, curve: true });
  return recordOf(report, { file: `${HOSTILE}.test.ts`, test, milliseconds: 12 });
}

const numbers = fc.integer({ min: 1, max: 30 }).map((n) => ({ params: n / 10 }));
const planted = recorded('planted', plantedReluNetwork, reluNetworkCases());
const matrix = recorded(
  'one column',
  {
    loss: ({ W: rows }: { W: number[][] }) => rows.flat().reduce((sum, x) => sum + x ** 3, 0),
    gradient: ({ W: rows }) => ({ W: rows.map((row) => row.map((x, j) => (j === 1 ? 4 : 3) * x * x)) }),
  },
  fc.constant({
    params: {
      W: [
        [1, 2, 3],
        [4, 5, 6],
      ],
    },
  }),
);
const hostile = recorded(HOSTILE, { loss: (w: number) => w ** 2, gradient: (w: number) => 3 * w }, numbers);
const right: PropertyRecord = {
  ...recorded('right', { loss: (w: number) => w ** 3, gradient: (w: number) => 3 * w ** 2 }, numbers),
  controls: { killed: 3, of: 4, survivors: [HOSTILE] },
};
const report = reportOf([planted, matrix, hostile, right], { missing: [HOSTILE] });

let page: string;
beforeAll(async () => {
  page = await htmlReport(report);
});

const count = (text: string, part: string): number => text.split(part).length - 1;

describe('the page', () => {
  test('opens what fails, with its pictures, before what passes', () => {
    expect(count(page, '<details class="property"')).toBe(4);
    expect(page.match(/<details class="property" id="p\d+" open>/g)).toHaveLength(3);
    expect(page.indexOf('✗ fails')).toBeLessThan(page.indexOf('✓ passes'));
    expect(count(page, 'Error of the differences in')).toBe(4);
    expect(page).toContain('The network of the minimal case. Wrong');
    expect(page).toContain('dW, relative error');
    expect(page).toContain('an error of 1e-10 would have been caught');
    expect(page).toContain('✗ 3 of 4 caught');
    expect(page).toContain('gradcheck: 1 of 4 properties pass; the run is not complete');
  });

  test('says what colours say in signs and words too', () => {
    const map = page.slice(page.indexOf('aria-label="dW, claimed'));
    expect(count(map.slice(0, map.indexOf('</svg>')), '✗ ')).toBe(2);
    for (const mark of ['▼ left', '▲ right', '● central', '■ extrapolated', '⋯ noise']) expect(page).toContain(mark);
  });

  test('has a bar for everything that the cases showed, as far as they agree, with the counts in words', () => {
    const bars = page.slice(page.lastIndexOf('aria-label="What the cases showed: '));
    const drawn = bars.slice(0, bars.indexOf('</figure>'));
    expect(drawn).toContain('<span>■ agrees</span>');
    for (const [i, { label, runs, agrees }] of right.coverage.entries()) {
      expect(drawn).toContain(`${label} ${Math.round((100 * runs) / right.runs.done)}%: ${agrees} agrees`);
      expect(drawn).toContain(`>${Math.round((100 * runs) / right.runs.done)}%: ${agrees} agrees</text>`);
      expect(i).toBeLessThan(30);
    }
  });

  test('draws what disagrees and what tells nothing apart, with marks and not with colours alone', async () => {
    const { svg, marks } = await loadDrawing();
    const row = (label: string, agrees: number, disagrees: number, kink: number) => ({
      ...{ label, runs: agrees + disagrees + kink, agrees, disagrees, kink, unresolved: 0, invalid: 0 },
    });
    const coverage = [row('all', 60, 10, 30), row(HOSTILE, 5, 0, 0)];
    const record = { ...right, runs: { ...right.runs, done: 100 }, coverage };
    const drawn = coverageBars(record, { svg, marks });
    const widths = [...drawn.matchAll(/<rect [^>]*width="([\d.]+)"/g)].map(([, width]) => Number(width));
    expect(widths.map((width) => Math.round((100 * width) / 160))).toEqual([60, 5, 10, 30]);
    expect(drawn).toContain('>✗</text>');
    expect(drawn).toContain('stroke-dasharray="2,2"');
    expect(drawn).toContain('>100%: 60 agrees, 10 disagrees, 30 kink</text>');
    expect(drawn).not.toContain('<img');
    const text = coverageBars(record, undefined);
    expect(text).toContain('What the cases showed: all 100%: 60 agrees, 10 disagrees, 30 kink; ');
    expect(text).not.toContain('<img');
    const many = Array.from({ length: 40 }, (_, i) => row(`l${i}`, 1, 0, 0));
    expect(coverageBars({ ...record, coverage: many }, { svg, marks })).toContain(', and 10 labels more');
  });

  test('holds no script, no address, and no markup from names', () => {
    expect(page).not.toContain('<script');
    expect(page).not.toContain('<img');
    expect(page).not.toMatch(/(src|href)="(?!#)/);
    expect(page).toContain("default-src 'none'");
  });

  test('stays light with a thousand properties, passing or failing', async () => {
    for (const record of [right, planted]) {
      const many = Array.from({ length: 1000 }, (_, i) => ({ ...record, test: `t${i}` }));
      const text = await htmlReport(reportOf(many));
      expect(text.length).toBeLessThan(10e6);
      expect(count(text, '<details class="property"')).toBe(1000);
      expect(text).toContain('Pictures of the first');
    }
  });

  test('stays light where each of them has large blocks and a long report', async () => {
    const values = Array.from({ length: 500 }, (_, i) => Math.sin(i));
    const [block] = matrix.counterexample!.blocks;
    const large = {
      ...block!,
      shape: [10, 50],
      all: { analytic: values, numeric: values.map((x) => 2 * x), wrong: [7] },
    };
    const record = {
      ...matrix,
      text: 'x'.repeat(20_000),
      counterexample: { ...matrix.counterexample!, blocks: [large] },
    };
    const text = await htmlReport(reportOf(Array.from({ length: 1000 }, (_, i) => ({ ...record, test: `t${i}` }))));
    expect(text.length).toBeLessThan(10e6);
    expect(text).toContain('(cut; the report in JSON has all of it)');
    expect(text).toMatch(/Pictures of the first \d+ properties only/);
  });

  test('has maps of six blocks at the most, of those that are wrong before others', async () => {
    const [block] = matrix.counterexample!.blocks;
    const blocks = Array.from({ length: 30 }, (_, i) => {
      const isWrong = i === 17;
      const all = { ...block!.all!, wrong: isWrong ? block!.all!.wrong : [] };
      return { ...block!, block: `layer${i}`, wrong: isWrong ? 2 : 0, all };
    });
    const record = { ...matrix, counterexample: { ...matrix.counterexample!, blocks } };
    const text = await htmlReport(reportOf([record]));
    expect(count(text, ', relative error</figcaption>')).toBe(6);
    expect(text.indexOf('dlayer17, claimed')).toBeLessThan(text.indexOf('dlayer0, claimed'));
    expect(text).toContain('Maps of 6 blocks only, of 30.');
  });
});

describe('a network is drawn from blocks', () => {
  const block = (name: string, shape: number[], wrong: number[] = []): BlockRecord =>
    ({ block: name, shape, entries: [], all: { analytic: [], numeric: [], wrong } }) as unknown as BlockRecord;

  test('with outputs first, or inputs first, or a column of biases', () => {
    const outFirst = layersIn([
      block('W1', [4, 3], [4]),
      block('b1', [4], [2]),
      block('W2', [2, 4]),
      block('b2', [2]),
    ])!;
    expect(outFirst.sizes).toEqual([3, 4, 2]);
    expect(outFirst.weights.filter(({ wrong }) => wrong)).toMatchObject([
      { layer: 1, from: 1, unit: 1, name: 'W1[1,1]' },
    ]);
    expect(outFirst.biases.filter(({ wrong }) => wrong)).toMatchObject([{ layer: 1, unit: 2 }]);
    const inFirst = layersIn([block('W1', [3, 4], [5]), block('W2', [4, 2])])!;
    expect(inFirst.sizes).toEqual([3, 4, 2]);
    expect(inFirst.weights.filter(({ wrong }) => wrong)).toMatchObject([{ layer: 1, from: 1, unit: 1 }]);
    const theta = layersIn([block('Theta1', [5, 4], [0, 5]), block('Theta2', [3, 6])])!;
    expect(theta.sizes).toEqual([3, 5, 3]);
    expect(theta.biases.filter(({ wrong }) => wrong)).toMatchObject([{ layer: 1, unit: 0 }]);
    expect(theta.weights.filter(({ wrong }) => wrong)).toMatchObject([{ layer: 1, unit: 1, from: 0 }]);
  });

  test('and from no others', () => {
    expect(layersIn([block('K', [3, 3])])).toBeUndefined();
    expect(layersIn([block('W1', [4, 3]), block('W3', [2, 4])])).toBeUndefined();
    expect(layersIn([block('W1', [4, 3]), block('W2', [2, 5])])).toBeUndefined();
    expect(layersIn([block('W1', [400, 300])])).toBeUndefined();
    expect(layersIn([block('W1', [3])])).toBeUndefined();
  });
});

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) =>
  existsSync(path),
);

describe('in Chromium', () => {
  beforeEach(({ skip }) => skip(CHROMIUM === undefined, 'there is no chromium here'));
  const folder = mkdtempSync(join(tmpdir(), 'gradcheck-html-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

  test('names run nothing, nothing is complained about, and a phone need not scroll sideways', async () => {
    const file = join(folder, 'report.html');
    // The page itself allows no script: one that measures is let in here, and one of a name would run as well.
    const measuring = `<script>addEventListener('load', () => { document.body.dataset.seen = JSON.stringify([document.documentElement.scrollWidth <= innerWidth, [...document.querySelectorAll('details[open] svg[aria-label^="Error of the differences"], details[open] svg[aria-label^="Worst error"]')].map((svg) => svg.parentElement).filter((box) => box.scrollWidth > box.clientWidth).length, document.querySelectorAll('svg').length, document.title]); });</script>`;
    writeFileSync(file, page.replace(/<meta http-equiv[^>]*>/, '').replace('</head>', `${measuring}</head>`));
    const { stdout, stderr } = await promisify(execFile)(
      CHROMIUM!,
      [
        ...['--headless', '--no-sandbox', '--disable-gpu', '--enable-logging=stderr', '--v=0', '--window-size=390,844'],
        ...[`--user-data-dir=${folder}/profile`, '--dump-dom', `file://${file}`],
      ],
      { maxBuffer: 1e8 },
    );
    const seen = /data-seen="([^"]*)"/.exec(stdout)?.[1]?.replaceAll('&quot;', '"');
    expect(JSON.parse(seen!)).toEqual([
      true,
      0,
      count(page, '<svg'),
      'gradcheck: 1 of 4 properties pass; the run is not complete',
    ]);
    expect(stderr).not.toContain('CONSOLE');
  }, 60_000);
});
