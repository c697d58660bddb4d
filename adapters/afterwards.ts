import { isPromise } from '../core/is-promise.ts';

/** Runs something that may return a promise and then, however that ended, puts things back. */
export function afterwards(run: () => unknown, putBack: () => void): unknown {
  let answer: unknown;
  try {
    answer = run();
  } catch (error) {
    putBack();
    throw error;
  }
  if (isPromise(answer)) return Promise.resolve(answer).finally(putBack);
  putBack();
  return answer;
}
