import type { ClassifierData, ClassifierParams } from '../core/models/classifier.ts';
import type { Case } from '../core/problem.ts';
import { CaseArbitrary } from './case-arbitrary.ts';
import { drawLabels, drawLambda } from './dense-cases.ts';
import { drawValues, SCHEMES } from './draw-values.ts';
import type { Limits } from './limits.ts';
import { axes, type Field } from './schema.ts';

/** Random cases for `softmaxClassifier` and `hingeClassifier`. */
export function classifierCases({
  width = 6,
  batch = 6,
}: Limits = {}): CaseArbitrary<Case<ClassifierParams, ClassifierData>> {
  return new CaseArbitrary<Case<ClassifierParams, ClassifierData>>({
    draw: (source) => {
      const [n, k, m] = [source.integer(1, width), source.integer(1, width), source.integer(1, batch)];
      return {
        params: { W: drawValues(source, [n + 1, k], source.pick(SCHEMES)) },
        data: {
          X: drawValues(source, [m, n], source.pick(SCHEMES)),
          y: drawLabels(source, m, k, 0),
          lambda: drawLambda(source),
        },
      };
    },
    schema: ({ params, data }) => ({
      sizes: new Map([
        ['n', params.W.shape[0]! - 1],
        ['k', params.W.shape[1]!],
        ['m', data!.y.length],
      ]),
      fields: new Map<string, Field>([
        ['params.W', { kind: 'tensor', axes: axes('n+1', 'k') }],
        ['data.X', { kind: 'tensor', axes: axes('m', 'n') }],
        ['data.y', { kind: 'labels', examples: 'm', classes: 'k', first: 0 }],
        ['data.lambda', { kind: 'number', least: 0 }],
      ]),
    }),
  });
}
