import { expect, test } from 'vitest';
import { atExample } from './at-example.ts';

type Logits = readonly number[];
const total = (z: Logits): number => z.reduce((sum, x) => sum + Math.exp(x), 0);
const naive = {
  loss: (z: Logits): number => Math.log(total(z)) - z[0]!,
  gradient: (z: Logits): Logits => z.map((x, k) => Math.exp(x) / total(z) - (k === 0 ? 1 : 0)),
};

test('nothing is said of an example at which the gradient is right', async () => {
  expect(await atExample(naive, { params: [1, -2, 3] }, {})).toBeUndefined();
});

test('a loss that is not finite at the example is a failure there', async () => {
  const report = await atExample(naive, { params: [1, 800, 3] }, {});
  expect(report).toMatchObject({ ok: false, counterexample: { path: '', check: { reason: 'non-finite-loss' } } });
  expect(report!.complaint).toMatch(/^the loss is Infinity at this point.* at 1\/2 of these parameters/);
});

test('so is a gradient that is wrong there alone', async () => {
  const wrong = { ...naive, gradient: (z: Logits): Logits => (z[0] === 7 ? [1, 0, 0] : naive.gradient(z)) };
  expect(await atExample(wrong, { params: [7, 1, 0] }, {})).toMatchObject({ ok: false });
});
