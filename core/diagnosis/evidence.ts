import type { Block, Layout } from '../tree.ts';
import type { Upstream } from '../verdict/ask-upstream.ts';
import type { DataLeaf } from './data-leaves.ts';
import type { NamedNumbers } from './named-numbers.ts';

/** What is known of the point at which a gradient disagrees. */
export interface PointEvidence {
  readonly layout: Layout;
  /** The parameters, flat. */
  readonly at: Float64Array;
  /** The claimed gradient, flat. */
  readonly claimed: Float64Array;
  readonly leaves: readonly DataLeaf[];
  /** Of a backward pass. */
  readonly upstream?: Upstream | undefined;
  readonly names: NamedNumbers;
  /** All blocks with their judged entries, in the order of the layout. */
  readonly blocks: readonly BlockEvidence[];
}

/** One judged entry of a block; those at kinks are left out, where the central difference is a mean of two slopes. */
export interface JudgedEntry {
  /** Its place in the block, row-major, and as a row (first axis) and a column (all others). */
  readonly place: number;
  readonly row: number;
  readonly column: number;
  readonly claimed: number;
  readonly numeric: number;
  readonly bound: number;
  readonly wrong: boolean;
  /** Right as what is left of a search is, so that its claim stands for the central difference that nobody took. */
  readonly screened: boolean;
}

/** What is known of one block. */
export interface BlockEvidence {
  readonly block: Block;
  /** A block as a matrix: its first axis by all others; a vector is a column. */
  readonly rows: number;
  readonly columns: number;
  readonly entries: readonly JudgedEntry[];
}

/** A block, as it is or with a regulariser taken off both gradients, so that the rest can be looked at alone. */
export interface View extends BlockEvidence {
  readonly point: PointEvidence;
  /** The claimed gradient at any place of the block, judged or not. */
  readonly claimed: (place: number) => number;
  /** What was taken off, for messages; empty when nothing was. */
  readonly beside: string;
  /** Which column of the block is the first one here. */
  readonly firstColumn: number;
  /** Whether it is a vector, read as a matrix. */
  readonly isReshaped: boolean;
  /** Decimals that it costs to look at the block like this. */
  readonly cost: number;
}

/** What a hypothesis says of one entry: how far off it is, and by how much it may be. */
export interface Fit {
  readonly off: number;
  readonly slack: number;
}

/** A cause that may explain a block, before it is judged. */
export interface Candidate {
  readonly kind: string;
  /** How an entry of the view keeps to it. */
  readonly keeps: (entry: JudgedEntry) => Fit;
  /** How many numbers were fitted. */
  readonly free: number;
  /** Decimal logarithm of how many candidates of this sort were looked at. */
  readonly choices: number;
  /** One sentence, from the largest residual. */
  readonly say: (residual: string) => string;
  readonly evidence: Readonly<Record<string, number | string>>;
}

/** A hypothesis names what could explain a view; most that it names does not fit. */
export type Hypothesis = (view: View) => readonly Candidate[];
