import type { Evaluator } from './evaluator.ts';
import type { Steps } from './stream.ts';

/** Runs a computation against synchronous functions. */
export function drive<R>(steps: Steps<R>, evaluator: Evaluator): R {
  let step = steps.next();
  while (!step.done) {
    const request = step.value;
    let answer: number;
    try {
      answer = evaluator.read(request, evaluator.call(request));
    } catch (error) {
      answer = evaluator.threw(request, error);
    }
    step = steps.next(answer);
  }
  return step.value;
}

/** Runs the same computation against functions that may return promises, one call at a time. */
export async function driveAsync<R>(steps: Steps<R>, evaluator: Evaluator): Promise<R> {
  let step = steps.next();
  while (!step.done) {
    const request = step.value;
    let answer: number;
    try {
      answer = evaluator.read(request, await evaluator.call(request));
    } catch (error) {
      answer = evaluator.threw(request, error);
    }
    step = steps.next(answer);
  }
  return step.value;
}
