import { drawLambda } from './draw-targets.ts';
import { FieldArbitrary } from './field.ts';

/**
 * Strengths of a regulariser: 0 a third of the time, else from 0.1 to 3, where it cannot be overlooked.
 *
 * @example
 * fc.assert(fc.property(lambda(), (strength) => strength >= 0 && strength <= 3));
 */
export function lambda(): FieldArbitrary<number> {
  return new FieldArbitrary({
    axes: [],
    isTensor: false,
    field: { kind: 'number', least: 0 },
    draw: drawLambda,
    extents: () => [],
    accepts: (value) => typeof value === 'number' && value >= 0 && value < Number.POSITIVE_INFINITY,
  });
}
