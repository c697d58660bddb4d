import type { ClassifierData, ClassifierParams } from '../core/models/classifier.ts';
import type { Case } from '../core/problem.ts';
import { CaseArbitrary } from './case-arbitrary.ts';
import { drawArchitecture } from './draw-architecture.ts';
import { drawLabels, drawLambda } from './draw-targets.ts';
import { drawValues, SCHEME_MIX } from './draw-values.ts';
import type { NetworkOptions } from './limits.ts';
import { withRegime } from './regime-of.ts';
import { axes, type Field } from './schema.ts';

/** Random cases for `softmaxClassifier` and `hingeClassifier`. */
export function classifierCases({
  width = 6,
  batch = 6,
  schemes = SCHEME_MIX,
}: NetworkOptions = {}): CaseArbitrary<Case<ClassifierParams, ClassifierData>> {
  return new CaseArbitrary<Case<ClassifierParams, ClassifierData>>({
    draw: (source) => {
      const { inputs: n, classes: k, batch: m } = drawArchitecture(source, { depth: 1, width, batch });
      const scheme = source.pick(schemes);
      const point = {
        params: { W: drawValues(source, [n + 1, k], scheme) },
        data: {
          X: drawValues(source, [m, n], source.pick(schemes)),
          y: drawLabels(source, m, k, 0),
          lambda: drawLambda(source),
        },
      };
      return withRegime(point, scheme);
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
