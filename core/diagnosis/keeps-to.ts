import type { Fit, JudgedEntry } from './evidence.ts';

/** Twice the bound, since it is an estimate, and what rounding does to numbers of this size. */
const MARGIN = 2;
const ROUNDING = 1e-9;

/**
 * How an entry of the claimed gradient keeps to what a hypothesis says that it is.
 *
 * @param predict - The claim that the hypothesis expects at an entry, and how far the error of differences carries into it.
 */
export function keepsTo(
  predict: (entry: JudgedEntry) => { readonly value: number; readonly error: number },
): (entry: JudgedEntry) => Fit {
  return (entry) => {
    const { value, error } = predict(entry);
    const size = Math.max(Math.abs(value), Math.abs(entry.claimed), Math.abs(entry.numeric));
    return { off: Math.abs(entry.claimed - value), slack: MARGIN * error + ROUNDING * size };
  };
}
