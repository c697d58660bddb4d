import type fc from 'fast-check';
import { UsageError } from '../core/errors.ts';

/** More than a case of a million fast-check doubles takes. */
const MOST_DRAWS = 4_000_000;

/**
 * The same random numbers, but they run out: an arbitrary whose filter rejects everything ends with a word instead of
 * never. A copy has as many left as its original began with.
 *
 * @param most - How many may be drawn.
 * @throws {@link UsageError} from the draw that is one too many.
 */
export function boundedSource(source: fc.Random, most: number = MOST_DRAWS): fc.Random {
  let drawn = 0;
  return new Proxy(source, {
    get(target, key) {
      const part: unknown = Reflect.get(target, key, target);
      if (typeof part !== 'function') return part;
      if (key === 'clone') return () => boundedSource(target.clone(), most);
      if (key === 'getState') return () => target.getState();
      if (++drawn > most) {
        throw new UsageError(
          `cases: no value after ${most} random numbers; does a filter reject everything? Draw the right values at once`,
        );
      }
      // Methods of the source itself: it keeps its state in private fields.
      return part.bind(target);
    },
  });
}
