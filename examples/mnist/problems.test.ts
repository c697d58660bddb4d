import { describe, expect, test } from 'vitest';
import { checkGradient } from '../../core/check-gradient.ts';
import {
  type ClassifierData,
  type ClassifierParams,
  hingeClassifier,
  type SigmoidNetworkData,
  type SigmoidNetworkParams,
  sigmoidNetwork,
  softmaxClassifier,
} from '../../core/models/index.ts';
import type { Case } from '../../core/problem.ts';
import { classifierCases } from '../../generators/classifier-cases.ts';
import { keepIndices } from '../../generators/keep-indices.ts';
import { sigmoidNetworkCases } from '../../generators/sigmoid-network-cases.ts';
import { biasRegularised, classifierCase, networkCase } from './problems.ts';

/** Pixels of the middle row, and of the one above. */
const MIDDLE = Array.from({ length: 28 }, (_, j) => 13 * 28 + j).concat(
  Array.from({ length: 28 }, (_, j) => 14 * 28 + j),
);

const narrowClassifier = (rows: number): Case<ClassifierParams, ClassifierData> => {
  const point = classifierCase(rows);
  const schema = classifierCases().schema(point);
  return keepIndices(point, schema, new Map([['n', MIDDLE]])) as typeof point;
};

const narrowNetwork = (rows: number): Case<SigmoidNetworkParams, SigmoidNetworkData> => {
  const point = networkCase(rows);
  const pixels = Array.from({ length: 20 }, (_, j) => 10 * 20 + j);
  return keepIndices(
    point,
    sigmoidNetworkCases().schema(point),
    new Map([
      ['n', pixels],
      ['h', [0, 7, 24]],
    ]),
  ) as typeof point;
};

describe('the classifier exercise', () => {
  const { params, data } = classifierCase(10);

  test('has 785 x 10 weights, ten digits labelled 0 to 9 and a regulariser', () => {
    expect(params.W.shape).toEqual([785, 10]);
    expect(data!.X.shape).toEqual([10, 784]);
    expect(data!.y).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(data!.lambda).toBeGreaterThan(0);
  });

  test.each([softmaxClassifier, hingeClassifier])('has a finite loss and gradient for $name', (model) => {
    expect(Number.isFinite(model.loss(params, data!))).toBe(true);
    expect((model.gradient(params, data!) as ClassifierParams).W.data.every(Number.isFinite)).toBe(true);
  });

  test.each([softmaxClassifier, hingeClassifier])(
    'agrees for $name on two digits, narrowed to two rows of pixels',
    (model) => {
      const point = narrowClassifier(2);
      expect(point.params.W.shape).toEqual([57, 10]);
      expect(new Set(point.data!.X.data).size).toBeGreaterThan(5);
      const check = checkGradient(model, point, { seed: 1 });
      expect(check.verdict).toBe('agrees');
      expect(check.resolution).toBeLessThan(1e-4);
    },
  );

  test('is failed, in W, where the gradient leaves the regulariser out', () => {
    const bare = {
      loss: softmaxClassifier.loss,
      gradient: (p: ClassifierParams, d: ClassifierData) => softmaxClassifier.gradient(p, { ...d, lambda: 0 }),
    };
    const check = checkGradient(bare, narrowClassifier(2), { seed: 1 });
    expect(check.verdict).toBe('disagrees');
    expect(check.blame).toEqual(['W']);
  });
});

describe('the network exercise', () => {
  const { params, data } = networkCase(10);

  test('is 400-25-10 on central crops, its labels counted from 1', () => {
    expect(params.Theta1.shape).toEqual([25, 401]);
    expect(params.Theta2.shape).toEqual([10, 26]);
    expect(data!.X.shape).toEqual([10, 400]);
    expect(data!.y).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(data!.lambda).toBe(1);
  });

  test('has a finite loss, and its gradient agrees when narrowed to one row of pixels and three hidden units', () => {
    expect(Number.isFinite(sigmoidNetwork.loss(params, data!))).toBe(true);
    expect(checkGradient(sigmoidNetwork, narrowNetwork(10), { seed: 1 }).verdict).toBe('agrees');
  });

  test('with its bias regularised is failed in the bias columns of both blocks, and nowhere else', () => {
    const { verdict, blame, blocks } = checkGradient(biasRegularised, narrowNetwork(10), { seed: 1 });
    expect(verdict).toBe('disagrees');
    expect(blame).toEqual(['Theta1', 'Theta2']);
    expect(blocks.map(({ wrong }) => wrong)).toEqual([3, 10]);
    for (const { entries } of blocks) {
      for (const { entry, verdict } of entries) {
        expect(verdict === 'disagrees', entry).toBe(/^Theta\d\[\d+,0\]$/.test(entry));
      }
    }
  });
});
