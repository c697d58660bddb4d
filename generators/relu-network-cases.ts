import type { ReluNetworkData, ReluNetworkParams } from '../core/models/relu-network-types.ts';
import type { Case } from '../core/problem.ts';
import type { Tensor } from '../core/tensor.ts';
import { CaseArbitrary } from './case-arbitrary.ts';
import { drawArchitecture } from './draw-architecture.ts';
import { drawTargets } from './draw-targets.ts';
import { drawValues, SCHEME_MIX } from './draw-values.ts';
import { drawLayers, layerFields, shallowerLayers } from './layers.ts';
import type { NetworkOptions } from './limits.ts';
import { withRegime } from './regime-of.ts';
import { axes, type Field } from './schema.ts';

/** Random cases for `reluNetwork` and its planted twin: examples in columns, biases of shape [out, 1]. */
export function reluNetworkCases({
  depth = 4,
  width = 6,
  batch = 6,
  schemes = SCHEME_MIX,
}: NetworkOptions = {}): CaseArbitrary<Case<ReluNetworkParams, ReluNetworkData>> {
  return new CaseArbitrary<Case<ReluNetworkParams, ReluNetworkData>>({
    draw: (source) => {
      const { inputs, hidden, classes, batch: m } = drawArchitecture(source, { depth, width, batch });
      const scheme = source.pick(schemes);
      const point = {
        params: drawLayers(source, [inputs, ...hidden, classes], scheme, true),
        data: { X: drawValues(source, [inputs, m], source.pick(schemes)), Y: drawTargets(source, [classes, m]) },
      };
      return withRegime(point, scheme);
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
