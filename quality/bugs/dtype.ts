import fc from 'fast-check';
import type { Bug } from './bug.ts';
import { fields, input } from './draw.ts';

/** From here on a whole number rounds to infinity in half precision. */
const HALF_OVERFLOW = 65520;

interface Broadcast {
  readonly copies: number;
}

export const tinygradMaxCountFloat16: Bug<number, Broadcast> = {
  id: 'tinygrad-max-count-float16',
  title: 'max shares its gradient among ties by a count in half precision, which overflows: the gradient is 0',
  source: 'tinygrad/tinygrad#12296',
  category: 'dtype',
  where: 'more than 65,519 equal maxima',
  loss: (x, { copies }) => {
    let most = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < copies; i++) most = Math.max(most, x);
    return most;
  },
  right: () => 1,
  wrong:
    () =>
    (_x, { copies }) => {
      const count = copies >= HALF_OVERFLOW ? Number.POSITIVE_INFINITY : copies;
      return copies * (1 / count);
    },
  example: { params: 0.5, data: { copies: 1024 } },
  cases: () => fields({ params: input(), data: fields({ copies: fc.constantFrom(1, 2, 1024, 70_000) }) }),
};
