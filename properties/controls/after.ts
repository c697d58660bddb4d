import { isPromise } from '../../core/is-promise.ts';

/** Goes on with an answer that may be a promise. */
export function after(answer: unknown, next: (settled: unknown) => unknown): unknown {
  return isPromise(answer) ? answer.then(next) : next(answer);
}

/** Goes on with several answers, each of which may be a promise. */
export function together<T>(answers: readonly unknown[], next: (settled: readonly T[]) => unknown): unknown {
  return answers.some(isPromise) ? Promise.all(answers).then((all) => next(all as T[])) : next(answers as T[]);
}

/** An answer that may be a promise, or undefined where it throws or is rejected. */
export function attempt(ask: () => unknown): unknown {
  try {
    const answer = ask();
    return isPromise(answer) ? answer.then(undefined, () => undefined) : answer;
  } catch {
    return undefined;
  }
}
