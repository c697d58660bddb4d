import type fc from 'fast-check';
import { expect } from 'vitest';
import type { Case } from '../../core/problem.ts';
import type { PropertyOptions } from '../../properties/property-options.ts';
import type { GradientMeta } from './gradient-meta.ts';
import { toHaveCorrectGradient } from './to-have-correct-gradient.ts';

declare global {
  // vitest's own interface of matchers takes other type parameters in each version; this one is below all of them.
  namespace Chai {
    interface Assertion {
      /**
       * The claimed gradient agrees with central differences of its loss, at one point or in all cases of an arbitrary.
       * With `.not`: it is wrong, beyond doubt.
       *
       * @example
       * await expect({ loss: (w: number) => w ** 2, gradient: (w: number) => 2 * w }).toHaveCorrectGradient({ params: 3 });
       */
      toHaveCorrectGradient<P, D>(at: Case<P, D> | fc.Arbitrary<Case<P, D>>, options?: PropertyOptions): Promise<void>;
    }
  }
}

declare module 'vitest' {
  interface TaskMeta {
    /** What a `gradientTest` found. */
    gradcheck?: GradientMeta;
    /** Set when a `gradientTest` begins, so that one that says nothing more is missed. */
    gradcheckBegun?: true;
  }
}

expect.extend({ toHaveCorrectGradient });
