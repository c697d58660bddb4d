import { expect, test } from 'vitest';
import { denseNetwork, softmaxClassifier } from '../../core/models/index.ts';
import { casesOf, classifierCases, denseCases } from '../../generators/index.ts';
import { checkDetection } from '../check-detection.ts';

const rowsOf = (report: ReturnType<typeof checkDetection>) => report.rows.filter(({ family }) => family === 'network');

test('mistakes in the backward pass are planted in networks, caught and named', () => {
  const report = checkDetection(denseNetwork, denseCases({ depth: 2 }), { seed: 3, numRuns: 20 });
  const rows = rowsOf(report);
  expect(rows.map(({ fault }) => fault)).toContain('the derivative of the activation left out');
  expect(rows.length).toBeGreaterThan(12);
  expect(rows.filter(({ outcome }) => outcome === 'survived')).toEqual([]);
  const killed = rows.filter(({ outcome }) => outcome === 'killed');
  expect(killed.filter(({ named }) => named).length).toBeGreaterThan(0.8 * killed.length);
});

test('a linear classifier has no activation whose derivative could be wrong', () => {
  const faults = rowsOf(checkDetection(softmaxClassifier, classifierCases(), { seed: 3, numRuns: 10 }));
  expect(faults.map(({ fault }) => fault)).toContain('the targets not taken off');
  expect(faults.filter(({ fault }) => fault.includes('derivative of the activation'))).toEqual([]);
});

test('they are planted in the backward pass of a layer, its inputs among the parameters', () => {
  interface Layer {
    readonly x: readonly (readonly number[])[];
    readonly W: readonly (readonly number[])[];
  }
  const outputs = ({ x, W }: Layer) =>
    x.map((xi) => W.map((w) => Math.tanh(w.reduce((z, wj, j) => z + wj * xi[j]!, 0))));
  const layer = {
    forward: outputs,
    vjp: ({ x, W }: Layer, cotangent: unknown) => {
      const y = outputs({ x, W });
      const delta = (cotangent as number[][]).map((row, i) => row.map((c, k) => c * (1 - y[i]![k]! ** 2)));
      return {
        x: delta.map((row) => x[0]!.map((_, j) => row.reduce((sum, d, k) => sum + d * W[k]![j]!, 0))),
        W: W.map((w, k) => w.map((_, j) => x.reduce((sum, xi, i) => sum + delta[i]![k]! * xi[j]!, 0))),
      };
    },
  };
  const cases = casesOf(
    { params: { x: ['m', 'n'], W: ['k', 'n'] } },
    { as: 'nested', regimes: ['normal'], sizes: { m: [2, 4], n: [2, 4], k: [2, 4] } },
  );
  const report = checkDetection(layer, cases, { seed: 3, numRuns: 10 });
  expect(report.ok).toBe(true);
  const rows = report.rows.filter(({ family }) => family === 'network');
  const left = rows.find(({ fault }) => fault === 'the derivative of the activation left out');
  expect(left).toMatchObject({ outcome: 'killed', named: true });
  expect(rows.map(({ fault }) => fault)).toContain('the error sent back by wrong weights');
  expect(rows.filter(({ outcome }) => outcome === 'survived')).toEqual([]);
});

test('where the gradient is that of no network, none are planted', () => {
  const quadratic = {
    loss: ({ w }: { w: readonly number[] }) => w.reduce((sum, x) => sum + x ** 4, 0),
    gradient: ({ w }: { w: readonly number[] }) => ({ w: w.map((x) => 4 * x ** 3) }),
  };
  const cases = classifierCases().map(({ data }) => ({ params: { w: [0.3, -1.2, 0.7] }, data }));
  expect(rowsOf(checkDetection(quadratic, cases as never, { seed: 3, numRuns: 5 }) as never)).toEqual([]);
});
