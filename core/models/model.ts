import type { LossProblem } from '../problem.ts';

/** A reference model: a {@link LossProblem} with a name and a gradient whose type is known to be that of its parameters. */
export interface Model<P, D> extends LossProblem<P, D> {
  readonly name: string;
  readonly gradient: (params: P, data: D) => P;
}
