import * as tf from '@tensorflow/tfjs-core';
import { UsageError } from '../../core/errors.ts';
import { auditRecipe, problemOf } from './audit-recipe.ts';
import type { OpAudit, TfAudit } from './audit-results.ts';
import { slopeOf } from './mismatch-at.ts';
import type { Recipe } from './recipe.ts';
import { arrangement } from './recipes/arrangement.ts';
import { binary } from './recipes/binary.ts';
import { compositions } from './recipes/compositions.ts';
import { reductions } from './recipes/reductions.ts';
import { unary } from './recipes/unary.ts';
import { windows } from './recipes/windows.ts';

/** Options of {@link auditOps}. */
export interface AuditOptions {
  /** Registered names such as `'AvgPool'`. Default: all. */
  readonly ops?: readonly string[];
  /** Cases for each form of an operation. Default: 40. */
  readonly numRuns?: number;
  /** Default: 1. */
  readonly seed?: number;
  /** Whether gradients are differentiated once more. Default: true. */
  readonly secondOrder?: boolean;
  /**
   * A backend whose forward passes are trusted, such as `'cpu'` for wasm: where they move otherwise, the forward pass is to
   * blame and not the gradient. Default: none.
   */
  readonly reference?: string;
  /** Called after each form of an operation. */
  readonly onAudit?: (audit: OpAudit) => void;
}

const RECIPES = [...unary, ...binary, ...reductions, ...arrangement, ...windows, ...compositions];

/**
 * Audits the gradients of tfjs on the backend that is set: every registered one over drawn shapes, axes, strides,
 * paddings, batches and ties, to the second order, each disagreement shrunk to a minimal case.
 *
 * @returns One row for each form of an operation and order, and the registered gradients that were not audited.
 * @throws UsageError where no gradients are registered, or an operation has no recipe.
 * @example
 * import '@tensorflow/tfjs-backend-cpu';
 * import '@tensorflow/tfjs-layers'; // registers the gradients
 * const { ops } = await auditOps({ ops: ['MirrorPad'], numRuns: 4, secondOrder: false });
 * ops[0]!.outcome; // 'mismatch': of tfjs 4.22
 */
export async function auditOps(options: AuditOptions = {}): Promise<TfAudit> {
  const { ops, numRuns = 40, seed = 1, secondOrder = true, reference, onAudit } = options;
  const registered = registeredGradients();
  const known = new Set(RECIPES.map(({ op }) => op));
  const unknown = ops?.find((op) => !known.has(op));
  if (unknown !== undefined) {
    throw new UsageError(`options.ops: no recipe for ${unknown}; there are ${[...known].sort().join(', ')}`);
  }
  const audits: OpAudit[] = [];
  for (const recipe of RECIPES) {
    if (ops !== undefined && !ops.includes(recipe.op)) continue;
    for (const order of secondOrder ? ([1, 2] as const) : ([1] as const)) {
      const found = auditRecipe(recipe, order, { numRuns, seed });
      const audit = reference === undefined ? found : await withReference(found, recipe, reference);
      audits.push(audit);
      onAudit?.(audit);
      if (audit.refusal?.message.includes('RuntimeError')) await reviveBackend();
    }
  }
  return { backend: tf.getBackend(), seed, ops: audits, unaudited: registered.filter((op) => !known.has(op)) };
}

/** Looks at a wrong entry on another backend. */
async function withReference(audit: OpAudit, recipe: Recipe, reference: string): Promise<OpAudit> {
  if (audit.mismatch === undefined) return audit;
  const backend = tf.getBackend();
  await tf.setBackend(reference);
  const numeric = slopeOf(problemOf(recipe, audit.order), audit.mismatch.case, audit.mismatch.entry);
  await tf.setBackend(backend);
  const mismatch = { ...audit.mismatch, reference: numeric };
  const { analytic, left, right } = mismatch;
  const same = Math.abs(numeric - (left + right) / 2) <= Math.abs(numeric - analytic);
  return { ...audit, mismatch, outcome: same || audit.outcome !== 'mismatch' ? audit.outcome : 'forward' };
}

/** A wasm module that ran out of its memory answers nothing any more: the next operation gets a fresh one. */
async function reviveBackend(): Promise<void> {
  const name = tf.getBackend();
  const factory = tf.findBackendFactory(name);
  // It would free its memory first, and cannot.
  tf.backend().dispose = () => undefined;
  tf.removeBackend(name);
  tf.registerBackend(name, factory);
  await tf.setBackend(name);
}

/** The names of kernels that tfjs exports and has a gradient for. */
function registeredGradients(): readonly string[] {
  const names = Object.values(tf).filter((name) => typeof name === 'string');
  const registered = [...new Set<string>(names)].filter((name) => tf.getGradient(name) != null).sort();
  if (registered.length > 0) return registered;
  throw new UsageError(
    "tfjs: no gradients are registered; import '@tensorflow/tfjs' or '@tensorflow/tfjs-layers', which register them",
  );
}
