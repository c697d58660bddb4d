import { FLOAT32 } from '../differences/arithmetic.ts';
import type { Place } from './place.ts';

/**
 * Unit roundoff of the claim on each entry: that of float32 in float32 blocks whose claims are float32 numbers all, since
 * a gradient kept in a Float32Array is rounded to it however exactly it was computed.
 */
export function roundingOf({ layout, gradient, arithmetic }: Place): Float64Array {
  const units = new Float64Array(layout.size).fill(arithmetic.unit);
  for (const { type, offset, size } of layout.blocks) {
    const own = gradient.subarray(offset, offset + size);
    if (type === 'float32' && own.every((g) => Math.fround(g) === g)) {
      units.fill(Math.max(arithmetic.unit, FLOAT32.unit), offset, offset + size);
    }
  }
  return units;
}
