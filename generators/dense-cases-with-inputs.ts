import type { DenseDataWithoutInputs, DenseParams } from '../core/models/dense-types.ts';
import type { Case } from '../core/problem.ts';
import { CaseArbitrary } from './case-arbitrary.ts';
import { type DenseOptions, denseSchema, drawDense } from './dense-cases.ts';
import { shallowerLayers } from './layers.ts';
import { regimeOf, withRegime } from './regime-of.ts';
import { axes, type Field } from './schema.ts';

/** Random cases for `denseNetworkWithInputs`: as {@link denseCases}, with the inputs among the parameters. */
export function denseCasesWithInputs(
  options: DenseOptions = {},
): CaseArbitrary<Case<DenseParams, DenseDataWithoutInputs>> {
  return new CaseArbitrary<Case<DenseParams, DenseDataWithoutInputs>>({
    draw: (source) => {
      const drawn = drawDense(source, options);
      const { X, ...rest } = drawn.data;
      return withRegime({ params: { ...drawn.params, X }, data: rest }, regimeOf(drawn)!);
    },
    schema: ({ params, data }) => {
      const { X, ...layers } = params;
      const schema = denseSchema(layers, { ...data!, X: X! }, options);
      const fields = new Map<string, Field>(schema.fields);
      fields.delete('data.X');
      return { sizes: schema.sizes, fields: fields.set('params.X', { kind: 'tensor', axes: axes('m', 'n') }) };
    },
    shallower: function* (point) {
      const { X, ...layers } = point.params;
      for (const less of shallowerLayers({ ...point, params: layers }))
        yield { ...less, params: { ...less.params, X: X! } };
    },
  });
}
