import { UsageError } from '../../core/errors.ts';
import { GradientError } from '../../properties/gradient-error.ts';

/** The line that called a function, as the stack of an error. */
export function calledFrom(called: (...all: never[]) => void): Error {
  const here = new Error();
  // Only V8 and the engines after it can leave the function itself out.
  Error.captureStackTrace?.(here, called);
  return here;
}

/** Makes a report point to the line that declares the test: the campaign itself runs where no line of the user is. */
export async function pointingTo(here: Error, running: Promise<void>): Promise<void> {
  try {
    await running;
  } catch (error) {
    if ((error instanceof GradientError || error instanceof UsageError) && here.stack !== undefined) {
      const frames = here.stack.split('\n').filter((line) => /^\s+at /.test(line));
      error.stack = [`${error.name}: ${error.message}`, ...frames].join('\n');
    }
    throw error;
  }
}
