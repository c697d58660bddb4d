import type { Sweeping } from './sweep.ts';

export type Fn = (params: unknown, data: unknown) => unknown;

/** What is asked of a problem, whatever form it was given in. Each may return a promise. */
export interface Functions {
  readonly loss: Fn;
  readonly gradient: Fn;
  readonly lossBatch?: (params: readonly unknown[], data: unknown) => unknown;
  /** The short way of the loss to its values along single entries. */
  readonly sweeping?: Sweeping | undefined;
  /** Of a forward pass of any output: its cotangent, once the output is known, and the backward pass of a multiple of it. */
  readonly backward?: {
    readonly cotangent: () => Float64Array | undefined;
    readonly times: (factor: number, params: unknown, data: unknown) => unknown;
  };
  readonly frozen?: (params: unknown, data: unknown) => (params: unknown) => unknown;
}
