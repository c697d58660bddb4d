import type { LossProblem } from '../problem.ts';

/** A reference model: a {@link LossProblem} with a name and a gradient whose type is known to be that of its parameters. */
export interface Model<P, D> extends LossProblem<P, D> {
  readonly name: string;
  readonly gradient: (params: P, data: D) => P;
}

/** A {@link Model} with branches: it can hold them as they are at some parameters, smooth around those. */
export interface BranchingModel<P, D> extends Model<P, D> {
  readonly frozen: NonNullable<LossProblem<P, D>['frozen']>;
}
