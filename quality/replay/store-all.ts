import { join } from 'node:path';
import type { PropertyReport } from '../../core/results.ts';
import { checkProperty } from '../../properties/check-property.ts';
import { readMemoryOptions } from '../../properties/memory/memory-options.ts';
import { readStore } from '../../properties/memory/store.ts';
import { type StoredCase, storedCase } from '../../properties/memory/stored-case.ts';
import { KINDS, type Kind } from './kinds.ts';

/** What became of the stored cases of one kind when they were replayed. */
export interface Replayed {
  readonly kind: string;
  readonly stored: number;
  /** Those replayed with the same value: the id is made from every bit of it. */
  readonly same: number;
  /** Those of them that failed in the same way: verdict, blamed blocks, and the diagnoses to the word. */
  readonly failing: number;
}

/** Finds and stores a counterexample of every kind for every seed. */
export function storeAll(folder: string, seeds: number): void {
  for (const kind of KINDS) {
    for (let seed = 1; seed <= seeds; seed++) campaign(folder, kind, `seed ${seed}`, kind.cases, seed);
  }
}

/** Replays what was stored, with the changed arbitrary and another seed. */
export function replayAll(folder: string): Replayed[] {
  const { path } = readMemoryOptions({ file: testFile(folder) });
  const all = readStore(path);
  return KINDS.map((kind) => {
    const cases = all.filter(({ property }) => property === kind.name);
    let [same, failing] = [0, 0];
    for (const before of cases) {
      const { memory, counterexample } = campaign(folder, kind, before.test, kind.changed, 999);
      if (counterexample === undefined || memory?.stored !== before.id) continue;
      same++;
      if (finding(storedCase(before.test, before.property, counterexample)) === finding(before)) failing++;
    }
    return { kind: kind.name, stored: cases.length, same, failing };
  });
}

function campaign(folder: string, kind: Kind, test: string, cases: Kind['cases'], seed: number): PropertyReport {
  const memory = { file: testFile(folder), test };
  return checkProperty({ ...kind.problem, name: kind.name }, cases, { seed, numRuns: 200, memory });
}

function testFile(folder: string): string {
  return join(folder, 'replay.test.ts');
}

function finding({ verdict, reason, blame, diagnoses }: StoredCase): string {
  return JSON.stringify([verdict, reason, blame, diagnoses]);
}
