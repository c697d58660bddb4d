import type { Activation } from '../core/models/activations/activation.ts';
import type { DenseData, DenseParams } from '../core/models/dense-types.ts';
import type { NetworkLoss } from '../core/models/losses/network-loss.ts';
import type { Case } from '../core/problem.ts';
import { CaseArbitrary } from './case-arbitrary.ts';
import { drawArchitecture } from './draw-architecture.ts';
import { drawLabels, drawLambda, drawTargets } from './draw-targets.ts';
import { drawValues, SCHEME_MIX } from './draw-values.ts';
import { drawLayers, layerFields, shallowerLayers } from './layers.ts';
import type { NetworkOptions } from './limits.ts';
import type { RandomSource } from './random-source.ts';
import { withRegime } from './regime-of.ts';
import { axes, type Field, type Schema } from './schema.ts';

/** Which networks to draw. */
export interface DenseOptions extends NetworkOptions {
  /** Default: all six. */
  readonly activations?: readonly Activation[];
  /** Default: all five. */
  readonly losses?: readonly NetworkLoss[];
}

/** From the simplest on: the order in which shrinking tries them. */
const ACTIVATIONS: readonly Activation[] = ['identity', 'relu', 'leaky-relu', 'tanh', 'sigmoid', 'softplus'];
const ON_LABELS: readonly NetworkLoss[] = ['softmax-cross-entropy', 'hinge', 'squared-hinge'];
const ON_TARGETS: readonly NetworkLoss[] = ['squared-error', 'binary-cross-entropy'];

/**
 * Random cases for `denseNetwork`: depth, widths, batch, activation, loss, labels, regulariser, weights and inputs.
 *
 * @example
 * assertProperty(denseNetwork, denseCases({ depth: 2, activations: ['tanh'] }));
 */
export function denseCases(options: DenseOptions = {}): CaseArbitrary<Case<DenseParams, DenseData>> {
  return new CaseArbitrary<Case<DenseParams, DenseData>>({
    draw: (source) => drawDense(source, options),
    schema: (point) => denseSchema(point.params, point.data!, options),
    shallower: shallowerLayers,
  });
}

/** Draws one network with its data. */
export function drawDense(
  source: RandomSource,
  options: DenseOptions,
): { readonly params: DenseParams; readonly data: DenseData } {
  const { depth = 4, width = 6, batch = 6, schemes = SCHEME_MIX } = options;
  const { inputs, hidden, classes, batch: m } = drawArchitecture(source, { depth, width, batch });
  const loss = source.pick(options.losses ?? [...ON_LABELS, ...ON_TARGETS]);
  const scheme = source.pick(schemes);
  const params = drawLayers(source, [inputs, ...hidden, classes], scheme);
  const point = {
    params,
    data: {
      X: drawValues(source, [m, inputs], source.pick(schemes)),
      y: ON_LABELS.includes(loss) ? drawLabels(source, m, classes, 0) : drawTargets(source, [m, classes]),
      activation: source.pick(options.activations ?? ACTIVATIONS),
      loss,
      lambda: drawLambda(source),
      regularise: source.pick(['weights', 'all'] as const),
    },
  };
  return withRegime(point, scheme);
}

/** The fields of a dense network's case. */
export function denseSchema(params: DenseParams, data: DenseData, options: DenseOptions): Schema {
  const fields = new Map<string, Field>();
  const sizes = new Map<string, number>([['m', data.X.shape[0]!]]);
  layerFields(params, fields, sizes);
  const group = ON_LABELS.includes(data.loss) ? ON_LABELS : ON_TARGETS;
  fields
    .set('data.X', { kind: 'tensor', axes: axes('m', 'n') })
    .set(
      'data.y',
      group === ON_LABELS && Array.isArray(data.y)
        ? { kind: 'labels', examples: 'm', classes: 'k', first: 0 }
        : { kind: 'targets', axes: axes('m', 'k') },
    )
    .set('data.activation', choice(ACTIVATIONS, options.activations))
    .set('data.loss', choice(group, options.losses))
    .set('data.lambda', { kind: 'number', least: 0 })
    .set('data.regularise', { kind: 'choice', options: ['weights', 'all'] });
  return { fields, sizes };
}

function choice<T>(all: readonly T[], allowed: readonly T[] | undefined): Field {
  return { kind: 'choice', options: allowed === undefined ? all : all.filter((option) => allowed.includes(option)) };
}
