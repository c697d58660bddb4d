import { CoordinateLine } from '../differences/line.ts';
import type { Steps } from '../stream.ts';
import type { Findings } from './findings.ts';
import type { Judging } from './judging.ts';
import type { Place } from './place.ts';

/**
 * The two classical rules, on plain central differences of one fixed step and with no regard to their error:
 * `relative-norm` (step 1e-7; |g - n| / (|g| + |n|) < 1e-7 over all entries) and `almost-equal` (step 1e-4; every entry
 * within 1.5e-7, as numpy.testing.assert_almost_equal). `rtol` and `atol` replace the thresholds.
 */
export function* classicalCheck(place: Place, settings: Judging): Steps<Findings> {
  const { at, layout, gradient } = place;
  const step = settings.criterion === 'relative-norm' ? 1e-7 : 1e-4;
  const line = new CoordinateLine(at, layout);
  const numeric = new Float64Array(at.length);
  for (let i = 0; i < at.length; i++) {
    line.select(i);
    const above = yield line.at(step);
    const below = yield line.at(-step);
    numeric[i] = (above - below) / (2 * step);
  }
  const bound = new Float64Array(at.length);
  const wrong = new Uint8Array(at.length);
  if (settings.criterion === 'almost-equal') {
    bound.fill(settings.atol > 0 ? settings.atol : 1.5e-7);
    for (let i = 0; i < at.length; i++) wrong[i] = Math.abs(gradient[i]! - numeric[i]!) < bound[i]! ? 0 : 1;
  } else {
    const threshold = settings.rtol > 0 ? settings.rtol : 1e-7;
    bound.fill(threshold * (norm(gradient, 0, at.length) + norm(numeric, 0, at.length)));
    if (!(relativeNorm(gradient, numeric, 0, at.length) < threshold)) {
      for (const { offset, size } of layout.blocks) {
        if (!(relativeNorm(gradient, numeric, offset, offset + size) < threshold)) wrong.fill(1, offset, offset + size);
      }
    }
  }
  const entries = Array.from(numeric, (value, index) => ({
    index,
    analytic: gradient[index]!,
    numeric: value,
    bound: bound[index]!,
    left: value,
    right: value,
    verdict: wrong[index] === 1 ? ('disagrees' as const) : ('agrees' as const),
  }));
  return { noise: place.noise, analytic: gradient, entries };
}

function relativeNorm(a: Float64Array, b: Float64Array, from: number, to: number): number {
  let squares = 0;
  for (let i = from; i < to; i++) squares += (a[i]! - b[i]!) ** 2;
  const sizes = norm(a, from, to) + norm(b, from, to);
  return sizes === 0 ? 0 : Math.sqrt(squares) / sizes;
}

function norm(a: Float64Array, from: number, to: number): number {
  let squares = 0;
  for (let i = from; i < to; i++) squares += a[i]! ** 2;
  return Math.sqrt(squares);
}
