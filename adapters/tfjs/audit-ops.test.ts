import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-layers';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { UsageError } from '../../core/errors.ts';
import { auditOps } from './audit-ops.ts';
import type { TfAudit } from './audit-results.ts';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

describe('an audit of some operations of tfjs 4.22 on the cpu backend', () => {
  const wrong = ['Cumsum', 'AvgPool', 'MirrorPad'];
  const right = ['Sigmoid', 'Mean', 'Transpose', 'Step', 'Round'];
  let audit: TfAudit;
  beforeAll(async () => {
    const ops = [...wrong, ...right, 'FloorDiv', 'Max', 'Maximum', 'tf.einsum'];
    audit = await auditOps({ ops, numRuns: 6, secondOrder: false });
  }, 60_000);
  const outcomes = (op: string) => audit.ops.filter((row) => row.op === op).map(({ outcome }) => outcome);

  it.each(wrong)('%s is wrong, and shrunk to a case where it is', (op) => {
    const { mismatch } = audit.ops.find((row) => row.op === op && row.outcome === 'mismatch')!;
    const { analytic, numeric, errorBound, left, right: slope } = mismatch!;
    expect(Math.abs(analytic - numeric)).toBeGreaterThan(100 * errorBound);
    // Linear in its input, so that both sides say the same.
    expect(left).toBeCloseTo(slope, 5);
    expect(numeric).toBeCloseTo(slope, 4);
  });

  it('the smallest wrong cumsum is a square of 2 along its first axis', () => {
    const { mismatch } = audit.ops.find(({ op, form }) => op === 'Cumsum' && form === 'a square')!;
    expect(mismatch!.case).toMatchObject({ params: { x: { shape: [2, 2] } }, data: { axis: 0 } });
  });

  it.each(right)('%s is accused of nothing', (op) => {
    expect(new Set(outcomes(op))).toEqual(new Set(['agrees']));
  });

  it('a convention is told from an error', () => {
    expect(new Set(outcomes('FloorDiv'))).toEqual(new Set(['convention']));
    expect(outcomes('Max')).toEqual(['agrees', 'convention']);
  });

  it('an error that is raised is no silent one, and comes with its smallest case', () => {
    const broadcast = audit.ops.find(({ op, form }) => op === 'Maximum' && form === 'a vector on the right')!;
    expect(broadcast).toMatchObject({ outcome: 'throws', runs: { disagrees: 0 } });
    expect(broadcast.refusal!.message).toContain('does not match the shape of the input');
    expect(broadcast.refusal!.case.params).toMatchObject({ a: { shape: [1, 1] }, b: { shape: [1] } });
    expect(outcomes('tf.einsum')).toEqual(['missing']);
  });
});

it('the second order of an operation that saves its output is lost silently, that of one that saves its input is not', async () => {
  const { ops } = await auditOps({ ops: ['Tanh', 'Sin'], numRuns: 3 });
  expect(ops.map(({ op, order, outcome }) => [op, order, outcome])).toEqual([
    ['Sin', 1, 'agrees'],
    ['Sin', 2, 'agrees'],
    ['Tanh', 1, 'agrees'],
    ['Tanh', 2, 'mismatch'],
  ]);
});

it('every registered gradient has a recipe', async () => {
  const seen: string[] = [];
  const { unaudited, ops } = await auditOps({ ops: ['Neg'], numRuns: 1, onAudit: ({ op }) => seen.push(op) });
  expect(unaudited).toEqual([]);
  expect(ops.map(({ op }) => op)).toEqual(seen);
});

it('an operation without a recipe is a usage error that names those there are', async () => {
  await expect(auditOps({ ops: ['Cumsom'] })).rejects.toThrow(UsageError);
  await expect(auditOps({ ops: ['Cumsom'] })).rejects.toThrow(/Cumsom.*Cumsum/);
});
