/**
 * The loss at parameters of which one entry has another value, `sweep(block, index)(value)`, as the loss itself gives it
 * there, bit by bit. It may not depend on what was asked before.
 */
export type Sweep = (block: string, index: number) => (value: number) => number;

/** Prepares a {@link Sweep} around some parameters, which are its own to write to. */
export type Sweeping = (params: unknown, data: unknown) => Sweep;

const SWEEPING = Symbol.for('gradcheck.sweeping');

/**
 * Gives a loss a short way to its values along single entries. It belongs to the function and not to the problem, so that
 * a loss that is wrapped in another one leaves it behind.
 *
 * @param sweeping - Takes what the loss takes; see {@link Sweeping}.
 * @example
 * const square = withSweeping(
 *   (w: number[]) => w[0]! ** 2,
 *   () => () => (value) => value ** 2,
 * );
 * square([3]); // 9
 */
export function withSweeping<L extends (...all: never[]) => unknown>(
  loss: L,
  sweeping: (...all: Parameters<L>) => Sweep,
): L {
  return Object.defineProperty(loss, SWEEPING, { value: sweeping });
}

/**
 * The short way that a loss was given, if any.
 *
 * @example
 * sweepingOf(() => 0); // undefined
 */
export function sweepingOf(loss: unknown): Sweeping | undefined {
  return (loss as { readonly [SWEEPING]?: Sweeping })[SWEEPING];
}
