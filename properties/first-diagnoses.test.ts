import fc from 'fast-check';
import { expect, test } from 'vitest';
import { casesOf } from '../generators/index.ts';
import { propertyText } from '../reports/property-text.ts';
import { checkProperty } from './check-property.ts';

const lastLost = {
  loss: ({ w }: { w: number[] }) => w.reduce((sum, x, i) => sum + Math.sin((i + 1) * x), 0),
  gradient: ({ w }: { w: number[] }) => ({
    w: w.map((x, i) => (i === w.length - 1 ? 0 : (i + 1) * Math.cos((i + 1) * x))),
  }),
};
const cases = casesOf({ params: { w: ['n'] } }, { sizes: { n: [1, 6] }, regimes: ['normal'], as: 'nested' });

test('the causes that the first failing case showed are kept, and said before those of the minimal one', () => {
  const report = checkProperty(lastLost, cases, { seed: 5 });
  const { firstDiagnoses, check } = report.counterexample!;
  expect(firstDiagnoses.map(({ kind }) => kind)).toEqual(['lines-zero']);
  expect(check.diagnoses.map(({ kind }) => kind)).toEqual(['zero']);
  const text = propertyText(report);
  expect(text.replaceAll(/\n {6}/g, ' ')).toContain(
    `in the case that failed first:\n    ${firstDiagnoses[0]!.message}`,
  );
  expect(text.indexOf('failed first')).toBeLessThan(text.indexOf(check.diagnoses[0]!.message));
});

test('of a replay they are those of the case that its path leads to', () => {
  const { counterexample } = checkProperty(lastLost, cases, { seed: 5 });
  const { seed, path, check } = counterexample!;
  const replay = checkProperty(lastLost, cases, { seed, path });
  expect(replay.counterexample!.firstDiagnoses).toEqual(check.diagnoses);
});

test('where the minimal case tells as much, nothing is said twice', () => {
  const doubled = { loss: (w: number) => w ** 2, gradient: (w: number) => 4 * w };
  const drawn = fc.integer({ min: 1, max: 9 }).map((params) => ({ params }));
  const report = checkProperty(doubled, drawn, { seed: 1 });
  expect(report.counterexample!.firstDiagnoses[0]!.kind).toBe('constant-factor');
  expect(propertyText(report)).not.toContain('failed first');
});
