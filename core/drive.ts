import type { Evaluator } from './evaluator.ts';
import type { Steps } from './stream.ts';

/** Runs a computation against synchronous functions. */
export function drive<R>(steps: Steps<R>, evaluator: Evaluator): R {
  let step = steps.next();
  while (!step.done) {
    const request = step.value;
    let answer = 0;
    if (request instanceof Float64Array) {
      try {
        answer = evaluator.readLoss(evaluator.callLoss(request), request);
      } catch (error) {
        answer = evaluator.threw(error, 'loss');
      }
    } else {
      try {
        evaluator.readGradient(evaluator.callGradient(request.at), request);
      } catch (error) {
        evaluator.threw(error, 'gradient');
      }
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
    let answer = 0;
    if (request instanceof Float64Array) {
      try {
        answer = evaluator.readLoss(await evaluator.callLoss(request), request);
      } catch (error) {
        answer = evaluator.threw(error, 'loss');
      }
    } else {
      try {
        evaluator.readGradient(await evaluator.callGradient(request.at), request);
      } catch (error) {
        evaluator.threw(error, 'gradient');
      }
    }
    step = steps.next(answer);
  }
  return step.value;
}
