import fc from 'fast-check';
import type { Case } from '../../core/problem.ts';
import type { Counterexample, InvalidReason, Verdict } from '../../core/results.ts';
import { VERSION } from '../../core/version.ts';
import { decode } from '../../reports/decode.ts';
import { encode, type Json } from '../../reports/encode.ts';
import { nodeModule } from '../../reports/node-module.ts';

/** What a stored case was when it was last checked. */
export type Seen = Verdict | 'does not fit';

/** A counterexample as it stands in a file. It is replayed by its value; everything else is for the reader. */
export interface StoredCase {
  readonly test: string;
  /** The name of the problem. */
  readonly property: string;
  /** Made from the value of the case: the same case has the same id on every machine. */
  readonly id: string;
  readonly verdict: Verdict;
  readonly reason?: InvalidReason;
  readonly blame: readonly string[];
  readonly diagnoses: readonly string[];
  readonly lastSeen: Seen;
  readonly seed: number;
  readonly path: string;
  readonly versions: { readonly gradcheck: string; readonly node: string; readonly 'fast-check': string };
  readonly case: Json;
}

/** @throws TreeError where a part of the case cannot be written down. */
export function storedCase(
  test: string,
  property: string,
  { case: point, check, seed, path }: Counterexample,
): StoredCase {
  const json = encode(point, '');
  return {
    test,
    property,
    id: idOf(json),
    verdict: check.verdict,
    ...(check.verdict === 'invalid' ? { reason: check.reason } : {}),
    blame: check.blame,
    diagnoses: check.verdict === 'invalid' ? [check.message] : check.diagnoses.map(({ message }) => message),
    lastSeen: check.verdict,
    seed,
    path,
    versions: { gradcheck: VERSION, node: process.versions.node, 'fast-check': fc.__version },
    case: json,
  };
}

/** The case itself, made anew at each call: whoever gets it may change it. */
export function caseOf({ id, case: json }: StoredCase): Case {
  return decode(json, `stored case ${id}`) as Case;
}

/** Eight hexadecimal digits. */
export function idOf(json: Json): string {
  return nodeModule('node:crypto').createHash('sha256').update(JSON.stringify(json)).digest('hex').slice(0, 8);
}
