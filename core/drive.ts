import type { Request, Steps } from './stream.ts';

/** Calls the user's functions for the numerics and reads what they answer. */
export interface Answering {
  /** Calls what is asked for; the answer goes to `read`, at once or when its promise settles. */
  call(request: Request): unknown;
  /** Reads an answer; a number for a loss, 0 for a request that was filled in. */
  read(request: Request, answer: unknown): number;
  /** Takes note of an exception of the user's code. */
  threw(request: Request, error: unknown): number;
}

/** Runs a computation against synchronous functions. */
export function drive<R>(steps: Steps<R>, evaluator: Answering): R {
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
export async function driveAsync<R>(steps: Steps<R>, evaluator: Answering): Promise<R> {
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
