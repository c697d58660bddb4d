import { slipped } from '../../core/diagnosis/networks/slipped.ts';
import { FACTOR, THROUGHOUT, ZERO } from './kinds.ts';
import type { PlantedFault } from './planted-fault.ts';

/** The mistakes in the backward pass of a network, by the kind of diagnosis that names them. */
const MISTAKES: Readonly<Record<string, string>> = {
  'derivative-missing': 'the derivative of the activation left out',
  'derivative-twice': 'the derivative of the activation twice',
  'derivative-at-output': 'the derivative of the activation at its output',
  'derivative-of-another': 'the derivative of another activation',
  'leaky-slope': 'the slope of a leaky activation dropped',
  'derivative-of-another-layer': 'the derivative or mask of another layer',
  'derivative-of-another-example': 'the derivative or mask of the first example',
  'derivative-of-another-unit': 'the derivative or mask of the next unit',
  targets: 'the targets not taken off',
  'output-derivative': 'the derivative at the outputs wrong',
  hinge: 'the right class of a hinge counted wrongly',
  'hinge-margin': 'another margin than that of the loss',
  'output-units': 'one output left out of the error',
  'layer-input': 'the inputs of a layer wrong',
  'upstream-ones': 'the error from above taken as ones',
  'upstream-squared': 'the error from above squared',
  'backward-weights': 'the error sent back by wrong weights',
  'backward-units': 'the error sent back by wrong units',
};

const ALSO: readonly string[] = [
  ...FACTOR,
  ...ZERO,
  ...THROUGHOUT,
  'lines-zero',
  'lines-factor',
  'flat-loss',
  'examples',
];

/**
 * Faults of problems whose right gradient is that of a dense network, each as far as a case has room for it.
 *
 * @param kinds - The kinds of mistakes that some of the cases have room for.
 */
export function networkFaults(kinds: ReadonlySet<string>): readonly PlantedFault[] {
  return Object.entries(MISTAKES)
    .filter(([kind]) => kinds.has(kind))
    .map(([kind, name]) => ({
      name,
      family: 'network',
      kinds: [kind, ...ALSO],
      plant: ({ layout, at, right, names, cotangent, point: { data } }) => {
        const wrong = slipped({ layout, at, right, data, names, cotangent }, kind);
        if (wrong === undefined) return { because: 'the network has no such place', draw: 'deeper networks' };
        if (wrong === 'unknown') return { because: 'no network is known by these numbers', draw: 'smaller networks' };
        return wrong;
      },
      same: { because: 'it makes no difference', draw: 'negative, positive and unequal numbers' },
    }));
}
