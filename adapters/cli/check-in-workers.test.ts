import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { UsageError } from '../../core/errors.ts';
import { casesLike } from '../../generators/cases-like.ts';
import { checkProperty } from '../../properties/check-property.ts';
import { checkInWorkers } from './check-in-workers.ts';
import { loadExports } from './exports.ts';

const folder = mkdtempSync(join(tmpdir(), 'gradcheck-workers-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A problem in TypeScript that is wrong wherever an entry is above `from`. */
function problem(from: number): string {
  const file = join(folder, `above-${from}.ts`);
  writeFileSync(
    file,
    `type P = { W: number[] };
export const name = 'sine';
export const loss = ({ W }: P, { x }: { x: number[] }): number => W.reduce((sum, w, i) => sum + Math.sin(w * x[i]!), 0);
export const gradient = ({ W }: P, { x }: { x: number[] }): P => ({
  W: W.map((w, i) => Math.cos(w * x[i]!) * x[i]! * (w > ${from} ? 2 : 1)),
});
export const params = { W: [0.5, -1] };
export const data = { x: [1.5, -2] };
`,
  );
  return file;
}

describe('a campaign split over workers', () => {
  it.each([2, 1e9])('is the campaign unsplit, wrong above %d', async (from) => {
    const file = problem(from);
    const { problem: sine, example } = await loadExports(file);
    const whole = checkProperty(sine as never, casesLike(example!.params, example!.data), { seed: 5 });
    const split = await checkInWorkers(file, { seed: 5 }, 2);
    expect(split.ok).toBe(from > 100);
    const { evaluations: _, coverage: __, ...expected } = whole;
    expect(split).toMatchObject(JSON.parse(JSON.stringify({ runs: expected.runs, complaint: expected.complaint })));
    expect(split.counterexample).toEqual(whole.counterexample);
    expect(split.history).toEqual(whole.history);
  });

  it('says which file a worker could not load', async () => {
    await expect(checkInWorkers(join(folder, 'none.ts'), {}, 2)).rejects.toThrow(UsageError);
    await expect(checkInWorkers(join(folder, 'none.ts'), {}, 2)).rejects.toThrow('none.ts: no such file');
  });
});
