import { checkLambda } from './check-lambda.ts';

/**
 * Checks the regulariser of a dense network.
 *
 * @throws TypeError when lambda is no number, RangeError when it is negative or not finite, or when `regularise` is unknown.
 * @example
 * checkRegulariser(0.5, 'all'); // undefined
 */
export function checkRegulariser(lambda: number, regularise: 'weights' | 'all'): void {
  checkLambda(lambda);
  if (regularise !== 'weights' && regularise !== 'all') {
    throw new RangeError(`regularise is ${JSON.stringify(regularise)}, expected 'weights' or 'all'`);
  }
}
