/**
 * Functions of tfjs as problems, and an audit of the gradients that are registered in it.
 *
 * @module gradcheck/tfjs
 */

export { type AuditOptions, auditOps } from './tfjs/audit-ops.ts';
export type { AuditOutcome, Mismatch, OpAudit, Refusal, TfAudit } from './tfjs/audit-results.ts';
export type { Given, NestedNumbers, TensorGiven, TensorTree } from './tfjs/tensor-tree.ts';
export { type TfOptions, tfProblem } from './tfjs/tf-problem.ts';
export { tfProblemAsync } from './tfjs/tf-problem-async.ts';
export { type TfVariablesProblem, tfVariablesProblem, type VariableValues } from './tfjs/tf-variables-problem.ts';
