import type { SigmoidNetworkData, SigmoidNetworkParams } from '../core/models/sigmoid-network-types.ts';
import type { Case } from '../core/problem.ts';
import { CaseArbitrary } from './case-arbitrary.ts';
import { drawArchitecture } from './draw-architecture.ts';
import { drawLabels, drawLambda } from './draw-targets.ts';
import { drawValues, SCHEME_MIX } from './draw-values.ts';
import type { NetworkOptions } from './limits.ts';
import { withRegime } from './regime-of.ts';
import { axes, type Field } from './schema.ts';

/** Random cases for `sigmoidNetwork`: labels 1..K, biases in the first column of each weight matrix. */
export function sigmoidNetworkCases({
  width = 6,
  batch = 6,
  schemes = SCHEME_MIX,
}: NetworkOptions = {}): CaseArbitrary<Case<SigmoidNetworkParams, SigmoidNetworkData>> {
  return new CaseArbitrary<Case<SigmoidNetworkParams, SigmoidNetworkData>>({
    draw: (source) => {
      const { inputs: n, hidden, classes: k, batch: m } = drawArchitecture(source, { depth: 2, width, batch }, 2);
      const h = hidden[0]!;
      const scheme = source.pick(schemes);
      const point = {
        params: { Theta1: drawValues(source, [h, n + 1], scheme), Theta2: drawValues(source, [k, h + 1], scheme) },
        data: {
          X: drawValues(source, [m, n], source.pick(schemes)),
          y: drawLabels(source, m, k, 1),
          lambda: drawLambda(source),
        },
      };
      return withRegime(point, scheme);
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
