import type { ReluNetworkData, ReluNetworkParams } from '../core/models/relu-network-types.ts';
import type { Case } from '../core/problem.ts';
import type { Tensor } from '../core/tensor.ts';
import { CaseArbitrary } from './case-arbitrary.ts';
import { drawTargets } from './dense-cases.ts';
import { drawValues, SCHEMES } from './draw-values.ts';
import { drawLayers, drawSizes, layerFields, shallowerLayers } from './layers.ts';
import type { Limits } from './limits.ts';
import { axes, type Field } from './schema.ts';

/** Random cases for `reluNetwork` and its planted twin: examples in columns, biases of shape [out, 1]. */
export function reluNetworkCases({
  depth = 4,
  width = 6,
  batch = 6,
}: Limits = {}): CaseArbitrary<Case<ReluNetworkParams, ReluNetworkData>> {
  return new CaseArbitrary<Case<ReluNetworkParams, ReluNetworkData>>({
    draw: (source) => {
      const sizes = drawSizes(source, source.integer(1, depth), width);
      const m = source.integer(1, batch);
      return {
        params: drawLayers(source, sizes, source.pick(SCHEMES), true),
        data: {
          X: drawValues(source, [sizes[0]!, m], source.pick(SCHEMES)),
          Y: drawTargets(source, [sizes.at(-1)!, m]),
        },
      };
    },
    schema: ({ params, data }) => {
      const fields = new Map<string, Field>();
      const sizes = new Map<string, number>([['m', data!.X.shape[1]!]]);
      layerFields(params, fields, sizes);
      fields.set('data.X', { kind: 'tensor', axes: axes('n', 'm') });
      fields.set(
        'data.Y',
        Array.isArray(data!.Y)
          ? { kind: 'labels', examples: 'm', classes: 'one', first: 0 }
          : { kind: 'targets', axes: axes('k', 'm') },
      );
      return { fields, sizes };
    },
    shallower: shallowerLayers<Case<Readonly<Record<string, Tensor>>, ReluNetworkData>>,
  });
}
