import fc from 'fast-check';
import { denseGradient } from '../core/models/dense-gradient.ts';
import type { DenseData, DenseParams } from '../core/models/index.ts';
import { tensor } from '../core/tensor.ts';
import { denseLoss } from './plain/dense-loss.ts';

interface Network {
  readonly params: DenseParams;
  readonly data: DenseData;
}

const size = fc.integer({ min: 1, max: 8 });

/** Networks as fast-check offers them: an array of doubles for all values, once the sizes are drawn. */
const networks: fc.Arbitrary<Network> = fc
  .record({ sizes: fc.array(size, { minLength: 2, maxLength: 4 }), m: fc.integer({ min: 1, max: 6 }) })
  .chain(({ sizes, m }) => {
    let count = m * sizes[0]!;
    for (let layer = 1; layer < sizes.length; layer++) count += sizes[layer]! * (sizes[layer - 1]! + 1);
    const values = fc.array(fc.integer({ min: -300, max: 300 }), { minLength: count, maxLength: count });
    const labels = fc.array(fc.integer({ min: 0, max: sizes.at(-1)! - 1 }), { minLength: m, maxLength: m });
    return fc.tuple(values, labels).map(([v, y]) => network(sizes, m, v, y));
  });

/** What somebody writes in an afternoon: fast-check around plain central differences of a plain loss. */
export function naiveCampaign(numRuns: number, seed: number): { readonly losses: number } {
  let losses = 0;
  const property = fc.property(networks, ({ params, data }) => {
    const gradient = denseGradient(params, data.X, data);
    for (const [name, { data: values }] of Object.entries(params)) {
      for (let i = 0; i < values.length; i++) {
        const x = values[i]!;
        values[i] = x + 1e-5;
        const above = denseLoss(params, data);
        values[i] = x - 1e-5;
        const below = denseLoss(params, data);
        values[i] = x;
        losses += 2;
        const numeric = (above - below) / 2e-5;
        if (Math.abs(numeric - gradient[name]!.data[i]!) > 1e-5 + 1e-3 * Math.abs(numeric)) return false;
      }
    }
    return true;
  });
  fc.assert(property, { numRuns, seed });
  return { losses };
}

function network(sizes: readonly number[], m: number, values: readonly number[], y: readonly number[]): Network {
  let at = 0;
  const take = (shape: readonly number[]) => {
    const result = tensor(shape);
    for (let i = 0; i < result.data.length; i++) result.data[i] = values[at++]! / 100;
    return result;
  };
  const X = take([m, sizes[0]!]);
  const params: Record<string, ReturnType<typeof take>> = {};
  for (let layer = 1; layer < sizes.length; layer++) {
    params[`W${layer}`] = take([sizes[layer]!, sizes[layer - 1]!]);
    params[`b${layer}`] = take([sizes[layer]!]);
  }
  return { params, data: { X, y, activation: 'tanh', loss: 'softmax-cross-entropy' } };
}
