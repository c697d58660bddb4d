import type { Case } from '../../core/problem.ts';
import type { Runs } from '../../core/results.ts';

/**
 * What an audit says of one form of an operation:
 *
 * - `agrees`: no case disagrees; some agree, or lie at kinks with a claim between the one-sided slopes
 * - `mismatch`: the gradient is wrong and nothing says so
 * - `forward`: the gradient is at odds with the forward pass because that is wrong: on the reference backend it moves otherwise
 * - `convention`: it is no derivative, and is not meant to be one
 * - `throws`: it stops with an error on some cases and is right on the others
 * - `unresolved`: nothing could be judged
 * - `missing`: the backend has no such operation, or nothing is registered to differentiate it
 */
export type AuditOutcome = 'agrees' | 'mismatch' | 'forward' | 'convention' | 'throws' | 'unresolved' | 'missing';

/** A wrong entry at the smallest case where it is wrong. */
export interface Mismatch {
  readonly case: Case;
  /** Such as `x[0,1]`. */
  readonly entry: string;
  readonly analytic: number;
  readonly numeric: number;
  readonly errorBound: number;
  /** One-sided slopes at a step of 2^-6: where they are the same there is no kink. */
  readonly left: number;
  readonly right: number;
  /** What the diagnosis says, if anything. */
  readonly cause: string;
  /** The central difference on the reference backend, where one was asked for. */
  readonly reference?: number;
}

/** An error at the smallest case that raises it. */
export interface Refusal {
  readonly case: Case;
  readonly message: string;
}

/** One form of an operation, at one order of differentiation. */
export interface OpAudit {
  /** The registered name, or how the operation is called where its gradient is not registered under a name. */
  readonly op: string;
  /** Which shapes or attributes; empty where there is one form. */
  readonly form: string;
  /** 1: the gradient; 2: the gradient of the gradient. */
  readonly order: 1 | 2;
  readonly outcome: AuditOutcome;
  readonly runs: Runs;
  readonly mismatch?: Mismatch;
  readonly refusal?: Refusal;
  /** Why it is no derivative, where that is meant. */
  readonly convention?: string;
}

/** The result of `auditOps`. */
export interface TfAudit {
  readonly backend: string;
  readonly seed: number;
  readonly ops: readonly OpAudit[];
  /** Registered gradients that no recipe covers. */
  readonly unaudited: readonly string[];
}
