import { expect, test } from 'vitest';
import { casesLike } from '../generators/cases-like.ts';
import { checkDetection } from '../properties/check-detection.ts';
import { checkProperty } from '../properties/check-property.ts';
import type { Progress } from '../properties/property-options.ts';
import { withProgress } from './cli/progress.ts';
import { progressTeller } from './progress-teller.ts';

/** What is said of a campaign of a thousand cases of which one takes so many milliseconds. */
function said(each: number, cases: number): string[] {
  const words: string[] = [];
  let time = 5;
  const tell = progressTeller((text) => words.push(text), { now: () => time });
  for (let done = 1; done <= cases; done++) {
    time += each;
    tell({ done, asked: 1000, losses: 250 * done });
  }
  return words;
}

test('nothing is said in the first second, then four times a second at the most', () => {
  expect(said(1, 999)).toEqual([]);
  expect(said(10, 149)).toEqual([
    '100 of 1,000 cases, 25,000 losses, 9 s left',
    '125 of 1,000 cases, 31,250 losses, 8.8 s left',
  ]);
  expect(said(3000, 2)).toHaveLength(2);
  expect(said(2, 1000).at(-1)).toBe('1,000 of 1,000 cases, 250,000 losses');
});

test('where no case is done yet, nobody knows how long it takes', () => {
  const words: string[] = [];
  let time = 0;
  const tell = progressTeller((text) => words.push(text), { now: () => time });
  time = 2000;
  tell({ done: 0, asked: 10, losses: 7 });
  expect(words).toEqual(['0 of 10 cases, 7 losses']);
});

test('while a case is shrunk, nobody is told how long the cases would take that are not drawn', () => {
  const words: string[] = [];
  let time = 0;
  const tell = progressTeller((text) => words.push(text), { now: () => time });
  time = 2000;
  tell({ done: 1, asked: 100, losses: 105_043, shrinking: true });
  expect(words).toEqual(['case 1 of 100 failed, shrinking, 105,043 losses']);
});

test('a campaign tells of every check, and its last word is its report', () => {
  const told: Progress[] = [];
  const problem = { loss: (w: number) => w ** 2, gradient: (w: number) => 3 * w };
  const options = { seed: 1, numRuns: 20, progress: (progress: Progress) => void told.push(progress) };
  const right = checkProperty({ ...problem, gradient: (w) => 2 * w }, casesLike(1), options);
  expect(told).toHaveLength(20);
  expect(told.at(-1)).toEqual({ done: 20, asked: 20, losses: right.evaluations.loss });
  told.length = 0;
  const wrong = checkProperty(problem, casesLike(0.7), options);
  expect(told.length).toBeGreaterThan(wrong.runs.done);
  expect(told.at(-1)).toMatchObject({ done: wrong.runs.done, asked: 20, shrinking: true });
  const failing = () => {
    throw new Error('nobody listens');
  };
  expect(checkProperty(problem, casesLike(0.7), { ...options, progress: failing })).toEqual(wrong);
});

test('a search for faults that survive tells of every fault', () => {
  const told: Progress[] = [];
  const problem = { loss: (w: number) => w ** 2, gradient: (w: number) => 2 * w };
  const report = checkDetection(problem, casesLike(1), { seed: 1, progress: (progress) => void told.push(progress) });
  expect(told.map(({ done }) => done)).toEqual(report.rows.map((_, i) => i + 1));
  expect(told.at(-1)).toEqual({ done: told.length, asked: told.length, losses: report.evaluations.loss });
});

test('on a terminal the line is cleared at the end, whatever happens; elsewhere there is none', async () => {
  const written: string[] = [];
  const terminal = { out: () => {}, err: (text: string) => written.push(text), interactive: true, colours: false };
  const failing = withProgress(terminal, async ({ progress }) => {
    expect(progress).toBeTypeOf('function');
    throw new Error('it broke');
  });
  await expect(failing).rejects.toThrow('it broke');
  expect(written).toEqual(['\r\u001b[K']);
  expect(await withProgress({ ...terminal, interactive: false }, async ({ progress }) => progress)).toBeUndefined();
  expect(written).toHaveLength(1);
});
