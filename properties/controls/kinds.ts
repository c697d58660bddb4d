/** What a factor on a block is called. */
export const FACTOR: readonly string[] = ['constant-factor', 'constant-factor-beside-regulariser'];

/** What a block of zeros is called. */
export const ZERO: readonly string[] = ['zero', 'zero-beside-regulariser'];

/** What is wrong in all layers may be said of the layers together. */
export const THROUGHOUT: readonly string[] = ['output-error', 'chain'];
