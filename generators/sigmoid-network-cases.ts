import type { SigmoidNetworkData, SigmoidNetworkParams } from '../core/models/sigmoid-network-types.ts';
import type { Case } from '../core/problem.ts';
import { CaseArbitrary } from './case-arbitrary.ts';
import { drawLabels, drawLambda } from './dense-cases.ts';
import { drawValues, SCHEMES } from './draw-values.ts';
import type { Limits } from './limits.ts';
import { axes, type Field } from './schema.ts';

/** Random cases for `sigmoidNetwork`: labels 1..K, biases in the first column of each weight matrix. */
export function sigmoidNetworkCases({
  width = 6,
  batch = 6,
}: Limits = {}): CaseArbitrary<Case<SigmoidNetworkParams, SigmoidNetworkData>> {
  return new CaseArbitrary<Case<SigmoidNetworkParams, SigmoidNetworkData>>({
    draw: (source) => {
      const [n, h, k] = [source.integer(1, width), source.integer(1, width), source.integer(1, width)];
      const m = source.integer(1, batch);
      const scheme = source.pick(SCHEMES);
      return {
        params: { Theta1: drawValues(source, [h, n + 1], scheme), Theta2: drawValues(source, [k, h + 1], scheme) },
        data: {
          X: drawValues(source, [m, n], source.pick(SCHEMES)),
          y: drawLabels(source, m, k, 1),
          lambda: drawLambda(source),
        },
      };
    },
    schema: ({ params, data }) => ({
      sizes: new Map([
        ['n', params.Theta1.shape[1]! - 1],
        ['h', params.Theta1.shape[0]!],
        ['k', params.Theta2.shape[0]!],
        ['m', data!.y.length],
      ]),
      fields: new Map<string, Field>([
        ['params.Theta1', { kind: 'tensor', axes: axes('h', 'n+1') }],
        ['params.Theta2', { kind: 'tensor', axes: axes('k', 'h+1') }],
        ['data.X', { kind: 'tensor', axes: axes('m', 'n') }],
        ['data.y', { kind: 'labels', examples: 'm', classes: 'k', first: 1 }],
        ['data.lambda', { kind: 'number', least: 0 }],
      ]),
    }),
  });
}
