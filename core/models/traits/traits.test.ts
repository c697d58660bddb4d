import { describe, expect, it } from 'vitest';
import { tensor } from '../../tensor.ts';
import { denseNetwork, hingeClassifier, reluNetwork, sigmoidNetwork, softmaxClassifier } from '../index.ts';
import { labelTraits } from './label-traits.ts';
import { marginTraits } from './margin-traits.ts';
import { unitTraits } from './unit-traits.ts';

describe('unitTraits', () => {
  it('tells dead, switching and always active units apart, examples in rows or in columns', () => {
    // Two examples: the first unit is dead, the second switches, the third is always on.
    expect(unitTraits([Uint8Array.of(0, 1, 1, 0, 0, 1)], [3], 'rows')).toEqual([
      'dead units',
      'switching units',
      'always-on units',
    ]);
    expect(unitTraits([Uint8Array.of(0, 0, 1, 0, 1, 1)], [2], 'columns')).toEqual([
      'dead units',
      'switching units',
      'always-on units',
    ]);
    expect(unitTraits([Uint8Array.of(1, 1)], [2], 'rows')).toEqual(['always-on units']);
  });
});

describe('marginTraits', () => {
  it('counts all terms but those of the right class', () => {
    expect(marginTraits(Uint8Array.of(0, 1, 1), 3)).toEqual(['active margins']);
    expect(marginTraits(Uint8Array.of(0, 1, 0), 3)).toEqual(['active margins', 'satisfied margins']);
    expect(marginTraits(Uint8Array.of(0, 0, 0), 3)).toEqual(['satisfied margins']);
  });
});

describe('labelTraits', () => {
  it('names the classes in order, and the batch that has only one', () => {
    expect(labelTraits([2, 0, 2])).toEqual(['label 0', 'label 2']);
    expect(labelTraits([1])).toEqual(['label 1']);
    expect(labelTraits([1, 1])).toEqual(['label 1', 'one class only']);
  });
});

describe('classify of the models', () => {
  const X = tensor([2, 2], [1, 2, -1, 3]);
  it('speaks of depth, functions, labels, units and margins of a dense network', () => {
    const params = {
      W1: tensor([1, 2], [-1, -1]),
      b1: tensor([1]),
      W2: tensor([2, 1], [1, 1]),
      b2: tensor([2], [0, 5]),
    };
    expect(denseNetwork.classify!(params, { X, y: [1, 1], activation: 'relu', loss: 'hinge' })).toEqual([
      'depth 2',
      'relu',
      'hinge',
      'label 1',
      'one class only',
      'dead units',
      'satisfied margins',
    ]);
  });
  it('speaks of units where examples stand in columns', () => {
    const params = {
      W1: tensor([1, 2], [0, 1]),
      b1: tensor([1, 1], [-2.5]),
      W2: tensor([1, 1], [1]),
      b2: tensor([1, 1]),
    };
    const columns = { X: tensor([2, 2], [1, -1, 2, 3]), Y: [0, 1] };
    expect(reluNetwork.classify!(params, columns)).toEqual(['depth 2', 'switching units']);
  });
  it('speaks of labels and margins of classifiers', () => {
    const params = { W: tensor([3, 2]) };
    const data = { X, y: [0, 1], lambda: 0 };
    expect(hingeClassifier.classify!(params, data)).toEqual(['label 0', 'label 1', 'active margins']);
    expect(softmaxClassifier.classify!(params, data)).toEqual(['label 0', 'label 1']);
    const network = { Theta1: tensor([1, 3]), Theta2: tensor([3, 2]) };
    expect(sigmoidNetwork.classify!(network, { X, y: [3, 3], lambda: 0 })).toEqual(['label 3', 'one class only']);
  });
});
